"""The log, to be read and searched by an administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from newsroom.audit.models import Entry, What
from newsroom.thai.dates import thai_date, thai_time


class Things(admin.SimpleListFilter):
    """What the entries are about."""

    title = "เรื่อง"
    parameter_name = "thing"
    KINDS = {
        "articles.article": "ข่าว",
        "comments.comment": "ความคิดเห็น",
        "images.photo": "ภาพ",
        "accounts.user": "ผู้ใช้",
        "auth.group": "กลุ่ม",
        "site.siteidentity": "ข้อมูลเว็บไซต์",
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(self.KINDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(kind=self.value()) if self.value() in self.KINDS else queryset


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """Read only; the database refuses more."""

    list_display = ["when", "who", "what", "thing", "detail", "address"]
    list_display_links = ["when"]
    list_filter = ["what", Things, "at"]
    search_fields = ["who", "about", "detail", "address"]
    search_help_text = "ค้นหาชื่อคน พาดหัว รายละเอียด หรือที่อยู่ไอพี"
    fields = ["when", "who", "what", "thing", "detail", "address"]
    readonly_fields = ["when", "who", "what", "thing", "detail", "address"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="เมื่อ", ordering="id")
    def when(self, entry: Entry) -> str:
        return f"{thai_date(entry.at, 'medium')} {thai_time(entry.at)}"

    @admin.display(description="กับอะไร")
    def thing(self, entry: Entry) -> str:
        """The thing by its name then, leading to what it is now."""
        if not entry.kind or entry.what == What.DELETED:
            return entry.about
        try:
            name = entry.kind.replace(".", "_")
            address = reverse(f"admin:{name}_change", args=[entry.object_id])
        except NoReverseMatch:
            return entry.about
        return format_html('<a href="{}">{}</a>', address, entry.about or entry.object_id)
