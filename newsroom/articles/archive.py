"""The archive: years and months, Christian in addresses, Buddhist on the page (T-D4, T-D5)."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from newsroom.articles import lists
from newsroom.articles.filing import public_months
from newsroom.articles.teasers import teasers
from newsroom.thai.dates import (
    FIRST_BUDDHIST,
    FIRST_CHRISTIAN,
    LAST_BUDDHIST,
    LAST_CHRISTIAN,
    start_of_month,
    thai_month,
    to_buddhist,
    to_christian,
)
from newsroom.web.caching import public
from newsroom.web.paging import get_page


@require_safe
@public(seconds=300)
def index(request: HttpRequest) -> HttpResponse:
    """Every month in which a story appeared, by years."""
    years: dict[int, list[dict[str, object]]] = {}
    for first_day, stories in public_months():
        years.setdefault(first_day.year, []).append(_month_row(first_day, stories))
    context = {
        "years": [
            {"year": year, "buddhist": to_buddhist(year), "months": months}
            for year, months in years.items()
        ]
    }
    return render(request, "articles/archive.html", context)


@require_safe
@public(seconds=300)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year."""
    if FIRST_BUDDHIST <= year <= LAST_BUDDHIST:
        return redirect("articles:archive_year", to_christian(year), permanent=True)
    _require_year(year)
    months = [
        _month_row(first_day, stories)
        for first_day, stories in public_months()
        if first_day.year == year
    ]
    if not months:
        raise Http404
    context = {"year": year, "buddhist": to_buddhist(year), "months": months}
    return render(request, "articles/archive_year.html", context)


@require_safe
@public(seconds=300)
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of a month; `/archive/2559/08/` leads to `/archive/2016/08/`."""
    if not 1 <= month <= 12:
        raise Http404
    canonical = to_christian(year) if FIRST_BUDDHIST <= year <= LAST_BUDDHIST else year
    _require_year(canonical)
    address = month_address(canonical, month)
    if request.path != address:
        return redirect(address, permanent=True)
    stories = lists.between(*start_of_month(canonical, month))
    page = get_page(request, stories, shown=teasers)
    if not page.rows:
        raise Http404
    context = {
        "page": page,
        "year": year,
        "buddhist": to_buddhist(year),
        "month_name": thai_month(year, month),
        "path": address,
    }
    return render(request, "articles/archive_month.html", context)


def month_address(year: int, month: int) -> str:
    """`/archive/2016/08/`."""
    return f"/archive/{year:04d}/{month:02d}/"


def _require_year(year: int) -> None:
    if not FIRST_CHRISTIAN <= year <= LAST_CHRISTIAN:
        raise Http404


def _month_row(first_day: date, stories: int) -> dict[str, object]:
    return {
        "name": thai_month(first_day.year, first_day.month),
        "path": month_address(first_day.year, first_day.month),
        "count": stories,
    }
