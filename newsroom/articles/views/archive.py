"""The archive by year, month and day: Christian years in URLs, Buddhist on the page (T-D4, T-D5)."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.listings import queries
from newsroom.articles.listings.archive.days import archive_calendar
from newsroom.articles.listings.archive.on_this_day import articles_on_this_day
from newsroom.articles.listings.cards import cards_for
from newsroom.articles.listings.index import months_with_counts
from newsroom.articles.public_urls import archive_day_url, archive_month_url
from newsroom.thai.dates import (
    MAX_BUDDHIST_YEAR,
    MAX_CHRISTIAN_YEAR,
    MIN_BUDDHIST_YEAR,
    MIN_CHRISTIAN_YEAR,
    MONTH_NAMES,
    in_bangkok,
    month_bounds,
    start_of_day,
    thai_date,
    thai_month,
    to_buddhist_year,
    to_christian_year,
)
from newsroom.web.cache_control import cache_publicly
from newsroom.web.pagination import get_page


@require_safe
@cache_publicly(seconds=300)
def index(request: HttpRequest) -> HttpResponse:
    """What is of this day in former years, and every month with public articles, by year."""
    years: dict[int, list[dict[str, object]]] = {}
    months = months_with_counts()
    for first_day, count in months:
        years.setdefault(first_day.year, []).append(_month_row(first_day, count))
    today = in_bangkok(timezone.now()).date()
    context = {
        "this_day": f"{today.day} {MONTH_NAMES[today.month - 1]}",
        "on_this_day": articles_on_this_day(today, [first_day for first_day, _ in months]),
        "years": [
            {"year": year, "buddhist": to_buddhist_year(year), "months": months}
            for year, months in years.items()
        ],
    }
    return render(request, "articles/archive.html", context)


@require_safe
@cache_publicly(seconds=300)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year; a Buddhist year redirects to the Christian one."""
    if MIN_BUDDHIST_YEAR <= year <= MAX_BUDDHIST_YEAR:
        return redirect("articles:archive_year", to_christian_year(year), permanent=True)
    _validate_year(year)
    months = [
        _month_row(first_day, count)
        for first_day, count in months_with_counts()
        if first_day.year == year
    ]
    if not months:
        raise Http404
    context = {"year": year, "buddhist": to_buddhist_year(year), "months": months}
    return render(request, "articles/archive_year.html", context)


@require_safe
@cache_publicly(seconds=300)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The articles of a month; `/archive/2559/8/` redirects to `/archive/2016/08/`."""
    if not 1 <= month <= 12:
        raise Http404
    christian = _christian_year(year)
    url = archive_month_url(christian, month)
    if request.path != url:
        return redirect(url, permanent=True)
    articles = queries.articles_between(*month_bounds(christian, month))
    page = get_page(request, articles, load=cards_for)
    if not page.rows:
        raise Http404
    context = {
        "page": page,
        "year": year,
        "buddhist": to_buddhist_year(year),
        "month_name": thai_month(year, month),
        "calendar": archive_calendar(year, month),
        "path": url,
    }
    return render(request, "articles/archive_month.html", context)


@require_safe
@cache_publicly(seconds=300)
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The articles of a day; other spellings redirect as those of a month do."""
    try:
        current = date(_christian_year(year), month, day)
    except (ValueError, OverflowError):  # the 30th of February, a day that no C int holds
        raise Http404 from None
    url = archive_day_url(current)
    if request.path != url:
        return redirect(url, permanent=True)
    start = start_of_day(current)
    articles = queries.articles_between(start, start + timedelta(days=1))
    page = get_page(request, articles, load=cards_for)
    if not page.rows:
        raise Http404
    context = {
        "page": page,
        "day": current,
        "day_name": thai_date(current),
        "calendar": archive_calendar(current.year, current.month),
        "path": url,
    }
    return render(request, "articles/archive_day.html", context)


def _christian_year(year: int) -> int:
    """A year of a URL in the Christian era; raises `Http404` if no paper is of that year."""
    if MIN_BUDDHIST_YEAR <= year <= MAX_BUDDHIST_YEAR:
        year = to_christian_year(year)
    _validate_year(year)
    return year


def _validate_year(year: int) -> None:
    if not MIN_CHRISTIAN_YEAR <= year <= MAX_CHRISTIAN_YEAR:
        raise Http404


def _month_row(first_day: date, count: int) -> dict[str, object]:
    return {
        "name": MONTH_NAMES[first_day.month - 1],
        "buddhist_year": to_buddhist_year(first_day.year),
        "path": archive_month_url(first_day.year, first_day.month),
        "count": count,
    }
