"""Which days are shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.http import QueryDict

from newsroom.planning.calendar.span import Span
from newsroom.thai.dates import BANGKOK


@pytest.fixture(autouse=True)
def _friday() -> Any:
    # Friday in Bangkok, still Thursday in UTC.
    with time_machine.travel(datetime(2026, 11, 27, 2, 0, tzinfo=BANGKOK), tick=False):
        yield


def span(query: str) -> Span:
    return Span.from_query(QueryDict(query))


def test_without_a_query_it_is_this_week_from_monday_to_sunday() -> None:
    shown = span("")
    assert (shown.is_week, shown.days[0], shown.days[-1]) == (
        True, date(2026, 11, 23), date(2026, 11, 29),
    )  # fmt: skip
    assert shown.label == "23–29 พฤศจิกายน 2569"
    start, end = shown.bounds
    assert start == datetime(2026, 11, 23, tzinfo=BANGKOK)
    assert end == datetime(2026, 11, 30, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("day=2026-12-05", date(2026, 12, 5)),
        ("day=5/12/2569", date(2026, 12, 5)),
        ("day=5/12/69", date(2026, 12, 5)),
        ("day=พรุ่งนี้", date(2026, 11, 28)),
    ],
)
def test_a_day_is_typed_in_many_ways(query: str, day: date) -> None:
    assert span(f"view=day&{query}").days == [day]


@pytest.mark.parametrize(
    "typed", ["31/2/2569", "ขยะ", "9" * 300, "2157-13-01", "\x00", "9999-12-31"]
)
def test_what_is_no_day_is_today_and_told(typed: str) -> None:
    query = QueryDict(mutable=True)
    query["day"] = typed
    shown = Span.from_query(query)
    assert shown.day == date(2026, 11, 27)
    assert shown.error


def test_labels_of_weeks_across_months_and_years() -> None:
    assert span("day=2026-12-01").label == "30 พฤศจิกายน – 6 ธันวาคม 2569"
    assert span("day=2027-01-01").label == "28 ธันวาคม 2569 – 3 มกราคม 2570"
    assert span("view=day").label == "วันศุกร์ที่ 27 พฤศจิกายน พ.ศ. 2569"


def test_the_query_leads_back_to_the_same_view() -> None:
    shown = span("view=day&day=2026-12-05&filter=mine")
    assert Span.from_query(QueryDict(shown.query().lstrip("?"))) == shown
    assert shown.moved(1).days == [date(2026, 12, 6)]
    assert span("").moved(-1).days[0] == date(2026, 11, 16)
    assert span("filter=<b>&view=x").query() == "?view=week&day=2026-11-27"


def test_the_first_and_last_years_do_not_break_it() -> None:
    for day in ("1857-01-01", "2157-12-31"):
        shown = span(f"day={day}")
        assert len(shown.days) == 7
        for step in (-1, 1):
            assert span(shown.moved(step).query().lstrip("?")).days
