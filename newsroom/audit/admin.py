"""The audit log in the admin: read and searched by administrators, changed by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from newsroom.audit.models import Action, AuditLogEntry
from newsroom.thai.dates import thai_date, thai_time


class TargetTypeFilter(admin.SimpleListFilter):
    """Filters by the kind of object."""

    title = "เรื่อง"
    parameter_name = "target_type"
    TARGET_TYPES = {
        "articles.article": "ข่าว",
        "comments.comment": "ความคิดเห็น",
        "images.photo": "ภาพ",
        "accounts.user": "ผู้ใช้",
        "auth.group": "กลุ่ม",
        "site.sitesettings": "ข้อมูลเว็บไซต์",
    }

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[AuditLogEntry]
    ) -> list[tuple[str, str]]:
        return list(self.TARGET_TYPES.items())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditLogEntry]
    ) -> QuerySet[AuditLogEntry]:
        value = self.value()
        return queryset.filter(target_type=value) if value in self.TARGET_TYPES else queryset


@admin.register(AuditLogEntry)
class AuditLogEntryAdmin(admin.ModelAdmin):
    """Read-only, as the database itself requires."""

    list_display = ["time", "actor", "action", "target_link", "detail", "ip_address"]
    list_display_links = ["time"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["action", TargetTypeFilter, "timestamp"]
    search_fields = ["actor", "target", "detail", "ip_address"]
    search_help_text = "ค้นหาชื่อคน พาดหัว รายละเอียด หรือที่อยู่ไอพี"
    fields = ["time", "actor", "action", "target_link", "detail", "ip_address"]
    readonly_fields = ["time", "actor", "action", "target_link", "detail", "ip_address"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditLogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditLogEntry | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Under its name: there is nothing to choose, as Django's title says."""
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Labels without colons."""
        context["adminform"].form.label_suffix = ""
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="เมื่อ", ordering="id")
    def time(self, entry: AuditLogEntry) -> str:
        return f"{thai_date(entry.timestamp, 'medium')} {thai_time(entry.timestamp)}"

    @admin.display(description="กับอะไร")
    def target_link(self, entry: AuditLogEntry) -> str:
        """The target's name at the time, linked to its page in the admin if it has one."""
        if not entry.target_type or entry.action == Action.DELETED:
            return entry.target
        try:
            url_name = f"admin:{entry.target_type.replace('.', '_')}_change"
            url = reverse(url_name, args=[entry.object_id])
        except NoReverseMatch:
            return entry.target
        return format_html('<a href="{}">{}</a>', url, entry.target or entry.object_id)
