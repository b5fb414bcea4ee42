"""A forgotten password, and the page that a link opens; pages of the admin site without sign-in."""

from __future__ import annotations

from axes.utils import reset as reset_attempts
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from newsroom.accounts.lockout import client_network
from newsroom.accounts.models import PasswordLinkRequest
from newsroom.accounts.passwords.forms import ForgottenPasswordForm
from newsroom.accounts.passwords.links import LIFETIMES, Purpose, user_of_link
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.mail.availability import can_send
from newsroom.web.rate_limits import RateLimit

NETWORK_LIMIT = RateLimit("password-link-network", 10, 60 * 60)


@csrf_protect
@never_cache
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same for every name, and so is the work done for it."""
    if not can_send():
        raise Http404
    form = ForgottenPasswordForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _render(request, "forgotten_password", "ลืมรหัสผ่าน", form=form)
    if not NETWORK_LIMIT.allow(client_network(request)):
        form.add_error("login", "ขอลิงก์บ่อยเกินไป กรุณารอสักครู่แล้วลองใหม่")
        response = _render(request, "forgotten_password", "ลืมรหัสผ่าน", status=429, form=form)
        response.headers["Retry-After"] = str(NETWORK_LIMIT.retry_after)
        return response
    PasswordLinkRequest.objects.create(login=form.cleaned_data["login"])
    minutes = LIFETIMES[Purpose.FORGOTTEN].seconds // 60
    return _render(request, "forgotten_password_sent", "ดูที่อีเมลของคุณ", minutes=minutes)


@sensitive_post_parameters()
@csrf_protect
@never_cache
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password of the link's owner, who then signs in with it (and the second factor)."""
    user = user_of_link(token)
    if user is None:
        return _render(request, "link_ended", "ลิงก์นี้ใช้ไม่ได้แล้ว", status=410, can_send=can_send())
    form = SetPasswordForm(user, request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        log_action(Action.PASSWORD_CHANGED, user, by=user)
        reset_attempts(username=user.get_username())
        messages.success(request, "ตั้งรหัสผ่านแล้ว เข้าสู่ระบบได้เลย")
        return redirect("admin:login")
    response = _render(request, "set_password", "ตั้งรหัสผ่าน", form=form, owner=user)
    response.headers["Referrer-Policy"] = "no-referrer"  # the URL is a secret
    return response


def _render(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: object
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"accounts/{template}.html", context, status=status)
