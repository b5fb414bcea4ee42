"""One's own account: how one signs in, and where; and the same of a colleague for who manages people."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.accounts.second_factor import devices as second_factor
from newsroom.accounts.sessions import devices
from newsroom.mail.availability import can_send

# The value of `session` in a post that ends all of them (one's own current one aside).
ALL = "all"


@never_cache
def own_account(request: HttpRequest) -> HttpResponse:
    """Password, second factor and devices of whoever is signed in."""
    user = signed_in_user(request)
    if request.method == "POST":
        end_sessions(request, user)
        return redirect("admin:account")
    context = {
        **admin.site.each_context(request),
        "title": "บัญชีของฉัน",
        "form_action": reverse("admin:account"),
        "devices": devices.signed_in(user, request.session.session_key),
        "can_send_mail": can_send(),
        "has_second_factor": second_factor.has_second_factor(user),
        "is_second_factor_required": second_factor.is_required(user),
        "recovery_codes_left": second_factor.recovery_codes_left(user),
    }
    return render(request, "accounts/account.html", context)


def end_sessions(request: HttpRequest, user: User) -> None:
    """End the session that the form names, or all; `user` need not be who is signed in."""
    by, token = signed_in_user(request), request.POST.get("session", "")
    if token == ALL:
        count = devices.end_all(user, keep=request.session.session_key, by=by)
        messages.success(request, f"ออกจากระบบแล้ว {count} เครื่อง")
    elif devices.end(user, token, by=by):
        messages.success(request, "ให้เครื่องนั้นออกจากระบบแล้ว")
    else:
        messages.info(request, "เครื่องนั้นออกจากระบบไปก่อนแล้ว")
