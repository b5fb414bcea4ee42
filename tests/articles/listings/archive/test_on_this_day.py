"""«วันนี้ในอดีต»."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from newsroom.articles.listings.archive.on_this_day import (
    MAX_OF_A_YEAR,
    MAX_SHOWN,
    articles_on_this_day,
)
from newsroom.articles.listings.cards import ArticleCard
from newsroom.articles.listings.index import months_with_counts
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 8, 6, 5, tzinfo=UTC)


def at(year: int, month: int = 8, day: int = 6, hour: int = 5, minute: int = 0) -> int:
    moment = datetime(year, month, day, hour, minute, tzinfo=UTC)
    return builders.published_article(published_at=moment).pk


def cards(today: datetime = TODAY) -> list[ArticleCard]:
    months = [first_day for first_day, _ in months_with_counts()]
    return articles_on_this_day(today.date(), months)


def shown(today: datetime = TODAY) -> list[int]:
    return [card.pk for card in cards(today)]


@time_machine.travel(TODAY, tick=False)
def test_the_day_is_bangkoks_and_the_last_year_comes_first() -> None:
    at(2026)
    at(2019, month=7)
    at(2019, day=7, hour=17)
    at(2019, day=5, hour=16, minute=59)
    earliest = at(2016, day=5, hour=17)
    latest = at(2019, day=6, hour=16, minute=59)
    builders.withdrawn_article(published_at=datetime(2018, 8, 6, 5, tzinfo=UTC))
    assert shown() == [latest, earliest]


@time_machine.travel(TODAY, tick=False)
def test_of_a_year_with_many_articles_some_leave_room_for_the_others() -> None:
    for year in range(2015, 2026):
        for minute in range(4):
            at(year, minute=minute)
    assert [card.published_at.year for card in cards() if card.published_at] == [
        year for year in (2025, 2024, 2023, 2022) for _ in range(MAX_OF_A_YEAR)
    ]
    assert len(cards()) == MAX_SHOWN


@time_machine.travel(datetime(2028, 2, 29, 5, tzinfo=UTC), tick=False)
def test_the_29th_of_february_is_in_leap_years_only() -> None:
    leap = at(2024, month=2, day=29)
    at(2027, month=2, day=28)
    at(2027, month=3, day=1)
    assert shown(datetime(2028, 2, 29, tzinfo=UTC)) == [leap]


@time_machine.travel(TODAY, tick=False)
def test_the_archive_shows_it(client: Client) -> None:
    at(2026)
    page = client.get("/archive/").content.decode()
    assert "วันนี้ในอดีต" not in page
    pk = at(2016)
    page = client.get("/archive/").content.decode()
    heading, listed = page.split("วันนี้ในอดีต")[1].split("<ul", 1)
    assert "6 สิงหาคม" in heading
    assert f"/news/{pk}/" in listed.split("</ul>")[0]
    assert "6 ส.ค. 2559" in listed.split("</ul>")[0]


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("years", [0, 1, 10])
def test_it_takes_two_queries_and_none_without_a_former_year(
    django_assert_max_num_queries: Any, years: int
) -> None:
    for year in range(2016, 2016 + years):
        at(year)
    at(2026)
    months = [first_day for first_day, _ in months_with_counts()]
    with django_assert_max_num_queries(2 if years else 0):
        articles_on_this_day(TODAY.date(), months)


def test_any_number_of_years_may_have_articles() -> None:
    today = date(2026, 11, 27)
    months = [date(year, 11, 1) for year in range(1400, 2026)]
    assert articles_on_this_day(today, months) == []
