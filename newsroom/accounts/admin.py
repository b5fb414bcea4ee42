"""Staff accounts in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest

from newsroom.accounts.models import User
from newsroom.audit.record import What, record
from newsroom.fields.admin import NewsroomAdmin

# Tables of Django and its packages that nobody at a desk works with.
MACHINERY = ["admin", "axes", "contenttypes", "sessions", "taggit"]
# What only somebody who may do everything decides.
HIGHEST = ["is_superuser", "user_permissions"]
VERBS = {"add": "เพิ่ม", "change": "แก้ไข", "delete": "ลบ", "view": "ดู"}


def permission_words(permission: Permission) -> str:
    """`ข่าว: แก้ไขข่าว`. Django keeps the names of permissions as English text in the database."""
    verb, _, _ = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if model is None:
        return permission.name
    own = dict(model._meta.permissions).get(permission.codename)
    if own or verb not in VERBS:
        return f"{model._meta.app_config.verbose_name}: {own or permission.name}"
    room, noun = permission.content_type.app_labeled_name.partition(" | ")[::2]
    return f"{room}: {VERBS[verb]}{noun}"


class ThaiPermissions:
    """Mixin: permissions to choose from, in Thai."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and db_field.remote_field.model is Permission:
            field.queryset = field.queryset.exclude(
                content_type__app_label__in=MACHINERY
            ).select_related("content_type")
            field.label_from_instance = permission_words
        return field

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names who or what goes; rows that only join two tables have no name to read."""
        found, _, forbidden, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        named = [one for one in found if not isinstance(one, list)]
        return named, {self.opts.verbose_name_plural: len(named)}, forbidden, protected  # type: ignore[attr-defined]


@admin.register(User)
class UserAdmin(ThaiPermissions, NewsroomAdmin, DjangoUserAdmin):
    """People who may sign in, and what they may do."""

    list_display = ["username", "display_name", "email", "standing"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "display_name", "email"]
    ordering = ["username"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ข้อมูลส่วนตัว", {"fields": ["display_name", "email"]}),
        (
            "สิทธิ์",
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("เวลา", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "display_name",
                    "email",
                    "is_staff",
                    "groups",
                    "password1",
                    "password2",
                ],
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        """Nobody gives rights by hand that they do not have themselves; groups are the way."""
        own = list(super().get_readonly_fields(request, obj))
        return own if request.user.is_superuser else own + HIGHEST  # type: ignore[union-attr]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = _standing(form.instance)
        super().save_related(request, form, formsets, change)
        after = _standing(form.instance)
        said = [f"+ {name}" for name in after if name not in before]
        said += [f"− {name}" for name in before if name not in after]
        said += [
            f"{field.verbose_name}: {'ใช่' if getattr(form.instance, field.name) else 'ไม่'}"
            for field in (User._meta.get_field("is_superuser"), User._meta.get_field("is_active"))
            if field.name in form.changed_data
        ]
        if said:
            record(What.RIGHTS_CHANGED, form.instance, by=request.user, detail=", ".join(said))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(What.PASSWORD_CHANGED, self.get_object(request, id) or "", by=request.user)
        return response

    @admin.display(description="สถานะ", ordering="is_active")
    def standing(self, user: User) -> str:
        if not user.is_active:
            return "ปิดการใช้งาน"
        return "ผู้ดูแลระบบ" if user.is_superuser else "ใช้งาน"


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    """Who may do everything is changed by their like only: a new password is a way in."""
    return user is None or not user.is_superuser or request.user.is_superuser  # type: ignore[union-attr]


def _standing(user: User) -> list[str]:
    """The user's groups and own permissions, in words."""
    own = user.user_permissions.select_related("content_type")
    return [str(group) for group in user.groups.all()] + [permission_words(one) for one in own]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ThaiPermissions, NewsroomAdmin, DjangoGroupAdmin):  # type: ignore[misc]
    """Who may do what, together."""
