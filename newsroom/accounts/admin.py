"""Users and groups in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_static import admin as otp_static_admin
from django_otp.plugins.otp_totp import admin as otp_totp_admin

from newsroom.accounts.forms import RIGHTS_FIELDS, permission_label
from newsroom.accounts.models import User
from newsroom.accounts.passwords.forms import NewUserForm, PasswordOfColleagueForm
from newsroom.accounts.passwords.invitations import invite
from newsroom.accounts.requests import signed_in_user
from newsroom.accounts.second_factor import devices
from newsroom.accounts.sessions import devices as sessions
from newsroom.accounts.sessions.views import end_sessions
from newsroom.accounts.signals import author_wanted
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.mail.availability import can_send
from newsroom.web.admin.dates import date_column
from newsroom.web.admin.model_admin import NewsroomModelAdmin

# What only a superuser may change.
SUPERUSER_FIELDS = ["is_superuser", "user_permissions"]
LAST_LOGIN = date_column("last_login", "เข้าสู่ระบบล่าสุด")
DATE_JOINED = date_column("date_joined", "สร้างบัญชีเมื่อ")


class RightsAdmin(NewsroomModelAdmin):
    """Offers roles as cards, and permissions in Thai, without those of hidden apps."""

    filter_horizontal = ()

    class Media:
        css = {"all": ["css/account.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: object) -> Any:
        if form_class := RIGHTS_FIELDS.get(db_field.remote_field and db_field.remote_field.model):
            return form_class.for_model_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Lists only the objects themselves, not the nested rows of many-to-many tables."""
        deletable, _, forbidden, protected = super().get_deleted_objects(objs, request)
        names = [item for item in deletable if not isinstance(item, list)]
        return names, {self.opts.verbose_name_plural: len(names)}, forbidden, protected


@admin.register(User)
class UserAdmin(RightsAdmin, DjangoUserAdmin):
    """Users, their groups and their own permissions."""

    list_display = ["username", "display_name", "email", "status"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "display_name", "email"]
    ordering = ["username"]
    actions = ["reset_second_factor"]
    readonly_fields = [LAST_LOGIN, DATE_JOINED]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ข้อมูลส่วนตัว", {"fields": ["display_name", "email"]}),
        ("สิทธิ์", {"fields": ["groups", "is_active", "is_staff"]}),
        ("สิทธิ์รายข้อ", {"classes": ["collapse"], "fields": [*SUPERUSER_FIELDS]}),
        ("เวลา", {"fields": [LAST_LOGIN, DATE_JOINED]}),
    ]
    add_form = NewUserForm
    change_password_form = PasswordOfColleagueForm
    add_form_template = None
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": [*NewUserForm.Meta.fields, "is_author"]})
    ]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.access)
        return [
            path("<int:user_id>/access/", view, name="accounts_user_access"),
            *super().get_urls(),
        ]

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Invite the new colleague; without mail, show the link to pass on."""
        if link := self._invite(request, obj):
            return self._render_access(request, obj, link)
        return super().response_add(request, obj, post_url_continue)

    @method_decorator(never_cache)
    def access(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Where a colleague is signed in, and a link that sets their password."""
        user = get_object_or_404(User, pk=user_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method != "POST":
            return self._render_access(request, user)
        if "invite" not in request.POST:
            end_sessions(request, user)
        elif link := self._invite(request, user):
            return self._render_access(request, user, link)
        return redirect("admin:accounts_user_access", user.pk)

    def _invite(self, request: HttpRequest, user: User) -> str | None:
        link = invite(user, by=signed_in_user(request))
        if link is None:
            self.message_user(request, f"จะส่งลิงก์ตั้งรหัสผ่านไปที่ {user.email} ใช้ได้ 3 วัน")
        return link

    def _render_access(
        self, request: HttpRequest, user: User, link: str | None = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"การเข้าสู่ระบบของ {user}",
            "owner": user,
            "form_action": reverse("admin:accounts_user_access", args=[user.pk]),
            "link": link,
            "is_mailed": bool(user.email) and can_send(),
            "devices": sessions.signed_in(user, request.session.session_key),
        }
        return render(request, "accounts/user_access.html", context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        """Others grant rights by groups only: single permissions could exceed their own."""
        fields = list(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else fields + SUPERUSER_FIELDS

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _can_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _can_manage(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = _rights(form.instance)
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("is_author"):
            for _, message in author_wanted.send(User, user=form.instance):
                self.message_user(request, str(message))
        after = _rights(form.instance)
        changes = [f"+ {name}" for name in after if name not in before]
        changes += [f"− {name}" for name in before if name not in after]
        changes += [
            f"{field.verbose_name}: {'ใช่' if getattr(form.instance, field.name) else 'ไม่'}"
            for field in User._meta.fields
            if field.name in {"is_superuser", "is_staff", "is_active"} & set(form.changed_data)
        ]
        if changes:
            log_action(
                Action.RIGHTS_CHANGED, form.instance, by=request.user, detail=", ".join(changes)
            )
        if changes and change:
            sessions.end_all(
                form.instance,
                keep=request.session.session_key,
                by=signed_in_user(request),
                why="เปลี่ยนสิทธิ์",
            )

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            log_action(Action.PASSWORD_CHANGED, self.get_object(request, id) or "", by=request.user)
        return response

    @admin.action(description="ล้างการยืนยันสองขั้นของผู้ใช้ที่เลือก (ทำโทรศัพท์หาย)", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """For colleagues who lost phone and recovery codes; not one's own, which a thief would."""
        manageable = [user for user in users if user != request.user and _can_manage(request, user)]
        done = sum(devices.reset(user, by=signed_in_user(request)) for user in manageable)
        self.message_user(request, f"ล้างการยืนยันสองขั้นแล้ว {done} บัญชี")

    @admin.display(description="สถานะ", ordering="is_active")
    def status(self, user: User) -> str:
        if not user.is_active:
            return "ปิดการใช้งาน"
        return "ผู้ดูแลระบบ" if user.is_superuser else "ใช้งาน"


def _can_manage(request: HttpRequest, user: User | None) -> bool:
    """Only a superuser may manage a superuser: whoever sets a password can sign in with it."""
    return user is None or not user.is_superuser or request.user.is_superuser


def _rights(user: User) -> list[str]:
    """The labels of the user's groups and own permissions."""
    permissions = user.user_permissions.select_related("content_type")
    groups = [str(group) for group in user.groups.all()]
    return groups + [permission_label(permission) for permission in permissions]


admin.site.unregister(Group)
# Keys and codes are for their owners only.
admin.site.unregister(otp_totp_admin.TOTPDevice)
admin.site.unregister(otp_static_admin.StaticDevice)


@admin.register(Group)
class GroupAdmin(RightsAdmin, DjangoGroupAdmin):
    """Roles, and groups of the newsroom's own."""
