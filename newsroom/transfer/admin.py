"""Old addresses in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from newsroom.fields.admin import NewsroomAdmin
from newsroom.transfer.models import Redirect
from newsroom.transfer.redirects import normalise


@admin.register(Redirect)
class RedirectAdmin(NewsroomAdmin):
    """Where old addresses lead."""

    list_display = ["old_path", "target"]
    search_fields = ["old_path", "target"]

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        obj.old_path = normalise(obj.old_path)
        super().save_model(request, obj, form, change)
