"""Staff accounts in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest

from newsroom.accounts.models import User
from newsroom.fields.admin import NewsroomAdmin

# Tables of Django and its packages that nobody at a desk works with.
MACHINERY = ["admin", "axes", "contenttypes", "sessions", "taggit"]
VERBS = {"add": "เพิ่ม", "change": "แก้ไข", "delete": "ลบ", "view": "ดู"}


def permission_words(permission: Permission) -> str:
    """`ข่าว: แก้ไขข่าว`. Django keeps the names of permissions as English text in the database."""
    verb, _, _ = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if verb not in VERBS or model is None:
        return permission.name
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
                "fields": ["username", "display_name", "email", "password1", "password2"],
            },
        ),
    ]

    @admin.display(description="สถานะ", ordering="is_active")
    def standing(self, user: User) -> str:
        if not user.is_active:
            return "ปิดการใช้งาน"
        return "ผู้ดูแลระบบ" if user.is_superuser else "ใช้งาน"


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ThaiPermissions, DjangoGroupAdmin):  # type: ignore[misc]
    """Who may do what, together."""
