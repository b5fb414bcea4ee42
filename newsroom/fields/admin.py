"""What every admin of ours has in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from js_asset import Media

from newsroom.fields.dates import ThaiDateField, ThaiDateInput, ThaiDateTimeField


class NewsroomAdmin(admin.ModelAdmin):
    """A `ModelAdmin` of ours: Thai dates, no counting of whole tables, scripts under the CSP."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateInput},
        models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
    }
    show_full_result_count = False
    list_per_page = 50

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is an inline script: it needs this answer's nonce.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)
