"""Which part of the plan is shown: a day or a week, and whose; as the URL's query says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from newsroom.thai.dates import MONTH_NAMES, ThaiDateError, start_of_day, thai_date
from newsroom.thai.planned_times import parse_planned_day

FILTERS = {"": "ทั้งหมด", "mine": "ของฉัน", "free": "ยังไม่มีคนรับ", "photo": "ต้องมีภาพ"}


@dataclass(frozen=True)
class Span:
    """A week from Monday to Sunday, or one day; `error` says in Thai why a typed day was not taken."""

    day: date
    is_week: bool = True
    filter: str = ""
    error: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Span:
        """What the query asks for; this week where it says nothing that can be read."""
        day, error = timezone.localdate(), ""
        if typed := query.get("day", ""):
            try:
                day = parse_planned_day(typed, timezone.now())
            except ThaiDateError as problem:
                error = str(problem)
        chosen = query.get("filter", "")
        is_week = query.get("view") != "day"
        return cls(day, is_week, chosen if chosen in FILTERS else "", error)

    @property
    def days(self) -> list[date]:
        """The days shown, in order."""
        if not self.is_week:
            return [self.day]
        monday = self.day - timedelta(days=self.day.weekday())
        return [monday + timedelta(days=index) for index in range(7)]

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the first midnight to the one after the last day, in Bangkok time."""
        return start_of_day(self.days[0]), start_of_day(self.days[-1] + timedelta(days=1))

    @property
    def label(self) -> str:
        """`23–29 พฤศจิกายน 2569`, `วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569`."""
        first, last = self.days[0], self.days[-1]
        if not self.is_week:
            return thai_date(first, "full")
        if first.month == last.month:
            return f"{first.day}–{thai_date(last)}"
        if first.year == last.year:
            return f"{first.day} {MONTH_NAMES[first.month - 1]} – {thai_date(last)}"
        return f"{thai_date(first)} – {thai_date(last)}"

    def moved(self, steps: int) -> Span:
        """The week or day that many later; earlier, if negative."""
        return replace(self, day=self.day + timedelta(days=steps * (7 if self.is_week else 1)))

    def query(self, **changes: object) -> str:
        """The URL's query, with these changes."""
        span = replace(self, **changes)  # type: ignore[arg-type]
        params = {"view": "week" if span.is_week else "day", "day": span.day.isoformat()}
        return "?" + urlencode({**params, **({"filter": span.filter} if span.filter else {})})
