"""«วันนี้ในอดีต»: the articles of this day and month in former years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.articles.models import Article
from newsroom.thai.dates import in_bangkok, start_of_day
from newsroom.web.page_cache.memo import memoize

MAX_SHOWN = 8
# So that a year with many articles leaves room for the others.
MAX_OF_A_YEAR = 2
# Ids read; a daily paper has some thirty a day.
MAX_READ = 1000
# SQLite joins at most 500 queries by UNION: wrong dates of an import must not break the page.
MAX_YEARS = 100


def articles_on_this_day(today: date, months: Iterable[date]) -> list[ArticleCard]:
    """Public articles of this day in former years (Bangkok time), the last year's first.

    `months`: the first days of all months with public articles. Two queries; none if no former
    year has any in this month.
    """
    return memoize(("on this day", today), lambda: _find(today, months))


def _find(today: date, months: Iterable[date]) -> list[ArticleCard]:
    days = [
        today.replace(year=first_day.year)
        for first_day in months
        if first_day.month == today.month
        and first_day.year < today.year
        and _exists(first_day.year, today)
    ]
    if not days:
        return []
    # A union, not a condition with OR: each part is found in the index of dates.
    first, *others = [_dates_of(day) for day in sorted(days, reverse=True)[:MAX_YEARS]]
    rows = first.union(*others, all=True).order_by("-published_at", "-pk")[:MAX_READ]
    chosen: list[int] = []
    of_year: Counter[int] = Counter()
    for pk, published_at in rows:
        year = in_bangkok(published_at).year
        of_year[year] += 1
        if of_year[year] <= MAX_OF_A_YEAR:
            chosen.append(pk)
    return cards_for(chosen[:MAX_SHOWN])


def _dates_of(day: date) -> QuerySet[Any, tuple[int, datetime]]:
    start = start_of_day(day)
    articles = Article.objects.published(timezone.now()).between(start, start + timedelta(days=1))
    rows: QuerySet[Any, Any] = articles.order_by().values_list("pk", "published_at")
    return rows


def _exists(year: int, day: date) -> bool:
    """Whether the year has the day: of the 29th of February only one in four."""
    try:
        day.replace(year=year)
    except ValueError:
        return False
    return True
