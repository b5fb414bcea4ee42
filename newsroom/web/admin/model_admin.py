"""The `ModelAdmin` that the admin classes of all apps are based on."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from js_asset import Media

from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.fields.dates import (
    ThaiDateField,
    ThaiDateInput,
    ThaiDateTimeField,
    ThaiTimeField,
    ThaiTimeInput,
)
from newsroom.web.admin.references import CheckedReferencesMixin
from newsroom.web.converters import parse_id
from newsroom.web.requests import NewsroomRequest

# Change lists end here, so that no COUNT(*) reads a whole table; search and filters lead further.
MAX_LISTED_ROWS = 5000


class BoundedPaginator(Paginator):
    """Counts at most `MAX_LISTED_ROWS` rows."""

    @cached_property
    def count(self) -> int:
        rows = cast("models.QuerySet[models.Model]", self.object_list)
        return rows.order_by()[:MAX_LISTED_ROWS].count()


def _names(field: Any) -> tuple[str, ...]:
    """Those by which a query may name a field."""
    return field.name, getattr(field, "attname", field.name)


def _with_screens(items: list[Any], is_top: bool = False) -> list[Any]:
    """Of Django's nested list the objects that are deleted themselves and those that are links."""
    shown: list[Any] = []
    for item in items:
        if not isinstance(item, list):
            shown += [item] if is_top or "<a " in item else []
        elif inner := _with_screens(item):
            shown.append(inner)
    return shown


class NewsroomModelAdmin(CheckedReferencesMixin, admin.ModelAdmin):
    """Thai date fields, bounded change lists, scripts with the CSP's nonce, the audit log."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateInput},
        models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
        models.TimeField: {"form_class": ThaiTimeField, "widget": ThaiTimeInput},
        # Of an address typed without one.
        models.URLField: {"assume_scheme": "https"},
    }
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    paginator = BoundedPaginator
    # Lookups that links of our own use, beside those of `list_filter`.
    offered_lookups: tuple[str, ...] = ()
    # What an empty list says after «ยังไม่มี…»: how rows come to be, and what they are for.
    when_empty = ""

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """None also for what is no id and what no database can hold."""
        if from_field is None and parse_id(object_id) is None:
            return None
        return super().get_object(request, object_id, from_field)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        return super().changelist_view(request, context)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Of the model's columns only those that the list offers.

        Django takes every column, and whoever may see the list could read one letter by letter: the
        link in a message that waits, say.
        """
        columns = {name for field in self.opts.get_fields() for name in _names(field)}
        offered = {item for item in self.get_list_filter(request) if isinstance(item, str)}
        offered |= {getattr(item, "parameter_name", "") for item in self.get_list_filter(request)}
        column = lookup.partition("__")[0]
        if column in columns | {"pk"} and not {column, lookup} & {*offered, *self.offered_lookups}:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_action_choices(
        self, request: HttpRequest, default_choices: Any = (("", "ทำกับที่เลือก…"),)
    ) -> list[tuple[str, str]]:
        return super().get_action_choices(request, list(default_choices))

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Fields in the rows of a list have no label, so each gets the column's name."""
        formset = super().get_changelist_formset(request, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = field.label
        return formset

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the response's nonce on the editor's import map, which is an inline script."""
        # Labels without colons.
        context["adminform"].form.label_suffix = ""
        nonce = str(cast("NewsroomRequest", request).csp_nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes, as people know it: without rows of models that have no screen (index, listings)."""
        items, counts, forbidden, protected = super().get_deleted_objects(objs, request)
        named = {
            str(model._meta.verbose_name_plural)
            for model in (*self.admin_site._registry, self.model)
        }
        shown = {name: count for name, count in counts.items() if str(name) in named}
        return _with_screens(items, is_top=True), shown, forbidden, protected

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> LogEntry:
        """Log to Django's history and to the audit log; so do the two methods below."""
        entry = super().log_addition(request, obj, message)
        log_action(Action.ADDED, obj, by=request.user)
        return entry

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> LogEntry:
        entry = super().log_change(request, obj, message)
        log_action(Action.CHANGED, obj, by=request.user, detail=entry.get_change_message())
        return entry

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        entries = super().log_deletions(request, queryset)
        for obj in queryset:
            log_action(Action.DELETED, obj, by=request.user)
        return entries
