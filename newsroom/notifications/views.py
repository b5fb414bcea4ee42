"""The screen on which staff choose what they are told of; a page of the admin site."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from newsroom.accounts.requests import signed_in_user
from newsroom.mail.availability import can_send, missing_setting
from newsroom.notifications.forms import NotificationSettingsForm


def notification_settings(request: HttpRequest) -> HttpResponse:
    """What whoever is signed in is told of. Nothing is offered where no mail can be sent."""
    user = signed_in_user(request)
    is_offered = can_send() and bool(user.email)
    form = NotificationSettingsForm(user, request.POST or None) if is_offered else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.save()
        messages.success(request, "บันทึกการแจ้งเตือนแล้ว")
        return redirect("admin:notification_settings")
    context = {
        **admin.site.each_context(request),
        "title": "การแจ้งเตือนทางอีเมล",
        "form": form,
        "missing": missing_setting(),
    }
    return render(request, "notifications/settings.html", context)
