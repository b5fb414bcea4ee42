"""Sign-in with a second factor, and its enrolment; pages of the admin site."""

from __future__ import annotations

from base64 import b32encode
from io import BytesIO
from typing import Any

import segno
from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from newsroom.accounts.lockout import locked_out
from newsroom.accounts.models import User
from newsroom.accounts.second_factor import devices, pending
from newsroom.accounts.second_factor.forms import CodeForm, EnrolmentForm
from newsroom.thai.dates import thai_date

WRONG_CODE = "รหัสไม่ถูกต้องหรือใช้ไปแล้ว รอรหัสถัดไปแล้วลองใหม่"


class SignInView(LoginView):
    """Django's, but the right password signs in only those whose account has no second factor."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label_suffix": ""}

    def form_valid(self, form: Form) -> HttpResponse:
        user = form.get_user()  # type: ignore[attr-defined]
        has_second_factor, deadline = devices.has_second_factor(user), devices.deadline(user)
        if not has_second_factor and (deadline is None or timezone.now() < deadline):
            response = super().form_valid(form)  # type: ignore[arg-type]
            if deadline:
                _remind(self.request, deadline)
            return response
        pending.start(self.request, user, user.backend, self.get_success_url())
        return redirect("admin:second_factor" if has_second_factor else "admin:second_factor_enrol")


def _remind(request: HttpRequest, deadline: object) -> None:
    messages.warning(
        request,
        format_html(
            'บัญชีนี้ต้องเปิดการยืนยันสองขั้นภายใน {} <a href="{}">เปิดเลย</a>',
            thai_date(deadline, "medium"),  # type: ignore[arg-type]
            reverse("admin:second_factor_enrol"),
        ),
    )


@sensitive_post_parameters()
@csrf_protect
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step of signing in. Wrong codes count for the lock-out as wrong passwords do."""
    user = pending.pending_user(request)
    if user is None:
        return redirect("admin:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        credentials: dict[str, str | None] = {"username": user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return locked_out(request, credentials=credentials)
        if form.is_valid():
            if devices.verify(user, form.cleaned_data["code"]):
                return HttpResponseRedirect(pending.complete(request, user))
            user_login_failed.send(__name__, credentials=credentials, request=request)
            form.add_error("code", WRONG_CODE)
    return _render(request, "accounts/second_factor.html", "ยืนยันขั้นที่สอง", form=form)


@sensitive_post_parameters()
@csrf_protect
@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Scan a QR code, enter the app's first code, get the recovery codes."""
    signed_in = _signed_in_staff(request)
    user = _enrolling_user(request)
    if user is None:
        return redirect("admin:login")
    form = EnrolmentForm(request.POST or None, ask_password=signed_in is not None)
    if request.method == "POST" and form.is_valid():
        if signed_in and not _password_is_right(request, user, form.cleaned_data["password"]):
            form.add_error("password", "รหัสผ่านไม่ถูกต้อง")
        elif codes := devices.enrol(user, form.cleaned_data["code"]):
            next_url = reverse("admin:index") if signed_in else pending.complete(request, user)
            return _render(
                request,
                "accounts/recovery_codes.html",
                "เก็บรหัสกู้คืน",
                codes=[f"{code[:4]}-{code[4:]}" for code in codes],
                next_url=next_url,
            )
        else:
            form.add_error("code", WRONG_CODE)
    key = b32encode(devices.device_to_enrol(user).bin_key).decode()
    return _render(
        request,
        "accounts/enrol.html",
        "เปิดการยืนยันสองขั้น",
        form=form,
        key=" ".join(key[start : start + 4] for start in range(0, len(key), 4)),
        replaces=devices.has_second_factor(user),
    )


@require_GET
@never_cache
def qr_code(request: HttpRequest) -> HttpResponse:
    """The key to enrol, as an SVG picture of its `otpauth:` URL; only for its owner."""
    user = _enrolling_user(request)
    if user is None:
        raise PermissionDenied
    file = BytesIO()
    code = segno.make(devices.device_to_enrol(user).config_url, error="m", micro=False)
    code.save(file, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    return HttpResponse(file.getvalue(), content_type="image/svg+xml")


def _signed_in_staff(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.is_staff else None


def _enrolling_user(request: HttpRequest) -> User | None:
    """Who is signed in; or who gave the right password and must enrol before they are.

    Whoever has a second factor must give its code first, so a pending one cannot replace it.
    """
    if signed_in := _signed_in_staff(request):
        return signed_in
    user = pending.pending_user(request)
    return user if user and not devices.has_second_factor(user) else None


def _password_is_right(request: HttpRequest, user: User, password: str) -> bool:
    """Wrong ones count for the lock-out."""
    return authenticate(request, username=user.get_username(), password=password) == user


def _render(request: HttpRequest, template: str, title: str, **context: object) -> HttpResponse:
    return render(
        request, template, {**admin.site.each_context(request), "title": title, **context}
    )
