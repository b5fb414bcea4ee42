"""What every admin of ours has in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from js_asset import Media

from newsroom.audit.record import What, record
from newsroom.fields.dates import ThaiDateField, ThaiDateInput, ThaiDateTimeField

# A list is paged through this far; beyond, search and filters lead on, and nothing counts a table.
MOST_LISTED = 5000


class BoundedPaginator(Paginator):
    """Counts no further than anybody pages."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[:MOST_LISTED].count()


class NewsroomAdmin(admin.ModelAdmin):
    """A `ModelAdmin` of ours: Thai dates, bounded lists, scripts under the CSP, moves on record."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateInput},
        models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
    }
    show_full_result_count = False
    list_per_page = 50
    paginator = BoundedPaginator

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map is an inline script: it needs this answer's nonce.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """Also into the log that an administrator reads (so below)."""
        entry = super().log_addition(request, obj, message)
        record(What.ADDED, obj, by=request.user)
        return entry

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        entry = super().log_change(request, obj, message)
        record(What.CHANGED, obj, by=request.user, detail=entry.get_change_message())
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        entries = super().log_deletions(request, queryset)
        for row in queryset:
            record(What.DELETED, row, by=request.user)
        return entries
