"""Filters of the admin's change lists of articles, authors and tags."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from newsroom.accounts.requests import signed_in_user
from newsroom.articles.admin.changelist import chips
from newsroom.articles.models import Article, Author, Byline, Section, Tag
from newsroom.articles.querysets import Status
from newsroom.thai.dates import month_bounds, thai_month
from newsroom.web.converters import parse_id

MONTH_COUNT = 12
MAX_AUTHORS = 60
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


class ViewFilter(admin.SimpleListFilter):
    """The views that the chips link to; shown by the chips themselves."""

    title = "มุมมอง"
    parameter_name = chips.PARAMETER
    template = "admin/articles/article/no_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(view, label) for view, label in chips.LABELS.items() if view]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        return chips.narrow(queryset, self.value() or "", signed_in_user(request))


class SectionFilter(admin.SimpleListFilter):
    """The section."""

    title = "หมวด"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(section.pk), section.name) for section in Section.objects.all()]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        pk = parse_id(self.value() or "")
        return queryset.filter(section=pk) if pk else queryset


class AuthorFilter(admin.SimpleListFilter):
    """An author who still works here."""

    title = "ผู้เขียน"
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        authors = Author.objects.filter(is_current=True)[:MAX_AUTHORS]
        return [(str(author.pk), author.name) for author in authors]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        pk = parse_id(self.value() or "")
        if not pk:
            return queryset
        return queryset.filter(pk__in=Byline.objects.filter(author=pk).values("article"))


class StateFilter(admin.SimpleListFilter):
    """The states of the workflow: the statuses, with scheduled as a state of its own."""

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
        state = self.value()
        if state == Status.PUBLISHED:
            return queryset.published()
        if state == "scheduled":
            return queryset.scheduled()
        return queryset.filter(status=state) if state in Status.values else queryset


class MonthFilter(admin.SimpleListFilter):
    """The month of publication: one of the last twelve, in the Buddhist era."""

    title = "เดือนที่เผยแพร่"
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        today = timezone.localdate()
        this_month = today.year * 12 + today.month - 1
        months = [divmod(this_month - back, 12) for back in range(MONTH_COUNT)]
        return [(f"{year}-{month + 1:02d}", thai_month(year, month + 1)) for year, month in months]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        # Digits of other scripts are digits for Python, and there are years that no date has.
        match = _MONTH.fullmatch(self.value() or "")
        return queryset.between(*month_bounds(int(match[1]), int(match[2]))) if match else queryset


class GuestFilter(admin.SimpleListFilter):
    """Guest authors, who have no account, or the others."""

    title = "บัญชีผู้ใช้"
    parameter_name = "guest"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "ผู้เขียนรับเชิญ (ไม่มีบัญชี)"), ("no", "มีบัญชี")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Author]) -> QuerySet[Author]:
        if self.value() in ("yes", "no"):
            return queryset.filter(user__isnull=self.value() == "yes")
        return queryset


class UnusedTagFilter(admin.SimpleListFilter):
    """Tags that no article has."""

    title = "การใช้งาน"
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("no", "ไม่มีข่าวใช้")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Tag]:
        return queryset.unused() if self.value() == "no" else queryset
