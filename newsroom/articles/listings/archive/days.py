"""The days of a month that have articles, as a calendar."""

from __future__ import annotations

from calendar import SUNDAY, Calendar
from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from newsroom.articles.listings.index import months_with_counts
from newsroom.articles.models import Article
from newsroom.articles.public_urls import archive_day_url, archive_month_url
from newsroom.thai.dates import BANGKOK, month_bounds, thai_date, thai_month

# From Sunday on, as calendars in Thailand are.
WEEKDAYS = [
    ("อา", "อาทิตย์"), ("จ", "จันทร์"), ("อ", "อังคาร"), ("พ", "พุธ"),
    ("พฤ", "พฤหัสบดี"), ("ศ", "ศุกร์"), ("ส", "เสาร์"),
]  # fmt: skip


class CalendarDay(NamedTuple):
    """A day of the month; without articles it is no link."""

    day: date
    article_count: int

    @property
    def url(self) -> str:
        return archive_day_url(self.day)

    @property
    def label(self) -> str:
        """`6 สิงหาคม 2559: 12 ข่าว`"""
        return f"{thai_date(self.day)}: {self.article_count:,} ข่าว"


class LinkedMonth(NamedTuple):
    """A month with articles."""

    name: str
    url: str


class ArchiveCalendar(NamedTuple):
    """`weeks`: seven days each, from Sunday on; None is a day of another month."""

    name: str
    url: str
    weeks: list[list[CalendarDay | None]]
    previous: LinkedMonth | None
    following: LinkedMonth | None

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """Their short names and names."""
        return WEEKDAYS


def archive_calendar(year: int, month: int) -> ArchiveCalendar:
    """Of a month of the Christian era, and the months with articles before and after it."""
    counts = days_with_counts(year, month)
    weeks = Calendar(SUNDAY).monthdatescalendar(year, month)
    first = date(year, month, 1)
    months = [day for day, _ in months_with_counts()]
    return ArchiveCalendar(
        thai_month(year, month),
        archive_month_url(year, month),
        [
            [CalendarDay(day, counts.get(day, 0)) if day.month == month else None for day in week]
            for week in weeks
        ],
        previous=_linked(max((day for day in months if day < first), default=None)),
        following=_linked(min((day for day in months if day > first), default=None)),
    )


def days_with_counts(year: int, month: int) -> dict[date, int]:
    """The days of a month (Bangkok time) with public articles, and how many."""
    articles = Article.objects.published(timezone.now()).between(*month_bounds(year, month))
    day = TruncDate("published_at", tzinfo=BANGKOK)
    rows = articles.order_by().annotate(day=day).values("day").annotate(count=Count("pk"))
    return dict(rows.values_list("day", "count"))


def _linked(first_day: date | None) -> LinkedMonth | None:
    if first_day is None:
        return None
    year, month = first_day.year, first_day.month
    return LinkedMonth(thai_month(year, month), archive_month_url(year, month))
