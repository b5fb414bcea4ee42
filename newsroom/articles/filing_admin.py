"""Sections and authors in the admin, and the desk's filters."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from newsroom.articles.models import Article, Author, Section
from newsroom.articles.querysets import Status
from newsroom.fields.admin import NewsroomAdmin
from newsroom.images.widgets import PhotoPicker
from newsroom.thai.dates import start_of_month, thai_month

MONTHS_BACK = 12


class StateFilter(admin.SimpleListFilter):
    """States as the newsroom speaks of them; scheduled is one of its own."""

    title = "สถานะ"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (Status.DRAFT.value, "ฉบับร่าง"),
            (Status.REVIEW.value, "รอตรวจ"),
            ("scheduled", "ตั้งเวลา"),
            (Status.PUBLISHED.value, "เผยแพร่แล้ว"),
            (Status.WITHDRAWN.value, "ถอนออก"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        value = self.value()
        if value == Status.PUBLISHED:
            return queryset.published()
        if value == "scheduled":
            return queryset.scheduled()
        return queryset.filter(status=value) if value in Status.values else queryset


class MonthFilter(admin.SimpleListFilter):
    """The last twelve months, in the Buddhist era."""

    title = "เดือนที่เผยแพร่"
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        today = timezone.localdate()
        count = today.year * 12 + today.month - 1
        months = [divmod(count - back, 12) for back in range(MONTHS_BACK)]
        return [(f"{year}-{month + 1:02d}", thai_month(year, month + 1)) for year, month in months]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        year, _, month = (self.value() or "").partition("-")
        if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and len(year) == 4):
            return queryset
        return queryset.between(*start_of_month(int(year), int(month)))


@admin.register(Section)
class SectionAdmin(NewsroomAdmin):
    """The desks of the paper."""

    list_display = ["name", "slug", "position", "stories"]
    list_editable = ["position"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).annotate(number=Count("articles"))

    @admin.display(description="จำนวนข่าว", ordering="number")
    def stories(self, section: Any) -> str:
        return f"{section.number:,}"


class GuestFilter(admin.SimpleListFilter):
    """Guests write for the paper and have no account."""

    title = "บัญชีผู้ใช้"
    parameter_name = "guest"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "ผู้เขียนรับเชิญ (ไม่มีบัญชี)"), ("no", "มีบัญชี")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Author]) -> QuerySet[Author]:
        if self.value() in ("yes", "no"):
            return queryset.filter(user__isnull=self.value() == "yes")
        return queryset


@admin.register(Author)
class AuthorAdmin(NewsroomAdmin):
    """The people whose names stand over stories."""

    list_display = ["name", "job_title", "standing", "page"]
    list_filter = ["is_current", GuestFilter]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["user"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "photo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="สถานะ", ordering="is_current")
    def standing(self, author: Author) -> str:
        words = "ทำงานอยู่" if author.is_current else "อดีต"
        return words if author.user_id else f"{words} · ผู้เขียนรับเชิญ"

    @admin.display(description="หน้าผู้เขียน")
    def page(self, author: Author) -> str:
        return format_html('<a href="{}">ดูหน้าเว็บ</a>', author.get_absolute_url())
