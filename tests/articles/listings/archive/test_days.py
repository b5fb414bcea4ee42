"""Days of the archive: calendars of months, and the pages of days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.listings.archive.days import archive_calendar, days_with_counts
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db

# One minute before and after midnight in Bangkok.
LATE, EARLY = (
    datetime(2016, 8, 6, 16, 59, tzinfo=UTC),
    datetime(2016, 8, 6, 17, 1, tzinfo=UTC),
)


def test_days_are_bangkoks_and_count_what_is_public() -> None:
    for published_at in (LATE, LATE, EARLY, datetime(2016, 9, 1, tzinfo=BANGKOK)):
        builders.published_article(published_at=published_at)
    builders.withdrawn_article(published_at=EARLY)
    builders.draft_article()
    assert days_with_counts(2016, 8) == {date(2016, 8, 6): 2, date(2016, 8, 7): 1}
    assert days_with_counts(2016, 2) == {}


def test_a_scheduled_article_is_in_no_calendar() -> None:
    now = timezone.now().astimezone(BANGKOK)
    builders.scheduled_article(published_at=now + timedelta(minutes=5))
    assert days_with_counts(now.year, now.month) == {}


@pytest.mark.parametrize(
    ("year", "month", "weeks", "first_weekday"), [(2016, 8, 5, 1), (2026, 2, 4, 0), (2026, 8, 6, 6)]
)
def test_a_calendar_begins_with_sunday(
    year: int, month: int, weeks: int, first_weekday: int
) -> None:
    calendar = archive_calendar(year, month)
    assert len(calendar.weeks) == weeks
    assert {len(week) for week in calendar.weeks} == {7}
    assert [one.day.day if one else None for one in calendar.weeks[0]].index(1) == first_weekday
    days = [one.day for week in calendar.weeks for one in week if one]
    assert days == sorted(days)
    assert {day.month for day in days} == {month}


def test_a_calendar_leads_to_the_next_months_with_articles() -> None:
    for month in (2, 8, 12):
        builders.published_article(published_at=datetime(2016, month, 6, tzinfo=BANGKOK))
    calendar = archive_calendar(2016, 8)
    assert calendar.previous
    assert calendar.following
    assert (calendar.previous.name, calendar.previous.url) == (
        "กุมภาพันธ์ 2559",
        "/archive/2016/02/",
    )
    assert calendar.following.url == "/archive/2016/12/"
    assert (archive_calendar(2016, 2).previous, archive_calendar(2016, 12).following) == (
        None,
        None,
    )


def test_the_page_of_a_day_has_its_articles_and_the_calendar(client: Client) -> None:
    shown = builders.published_article(published_at=LATE)
    other = builders.published_article(published_at=EARLY)
    page = client.get("/archive/2016/08/06/").content.decode()
    assert re.findall(r'data-article-id="(\d+)"', page) == [str(shown.pk)]
    assert "<h1>6 สิงหาคม 2559</h1>" in page
    assert (
        '<a href="/archive/2016/08/06/" aria-label="6 สิงหาคม 2559: 1 ข่าว" aria-current="page">6</a>'
        in page
    )
    assert '<a href="/archive/2016/08/07/" aria-label="7 สิงหาคม 2559: 1 ข่าว">7</a>' in page
    month = client.get("/archive/2016/08/").content.decode()
    assert {str(shown.pk), str(other.pk)} == set(re.findall(r'data-article-id="(\d+)"', month))
    assert '<a href="/archive/2016/08/06/" aria-label="6 สิงหาคม 2559: 1 ข่าว">6</a>' in month
    assert "aria-current" not in month.split('class="calendar"')[1].split("</nav>")[0]


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("/archive/2559/08/06/", "/archive/2016/08/06/"),
        ("/archive/2016/8/6/", "/archive/2016/08/06/"),
        ("/archive/2016/008/06/", "/archive/2016/08/06/"),
    ],
)
def test_other_spellings_of_a_day_redirect(client: Client, url: str, canonical: str) -> None:
    builders.published_article(published_at=LATE)
    response: Any = client.get(url)
    assert (response.status_code, response["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    "day",
    ["2016/02/30", "2016/13/01", "2016/08/00", "2016/08/05", "0/1/1", "99999/1/1", "2559/2/29",
     "2560/2/29", "2016/8/99999999999999999999", "99999999999999999999/8/1"],
)  # fmt: skip
def test_days_that_do_not_exist_or_are_empty_are_404(client: Client, day: str) -> None:
    builders.published_article(published_at=LATE)
    assert client.get(f"/archive/{day}/", follow=True).status_code == 404
