"""The archive: years and months, Christian in addresses, Buddhist on the page (T-D4, T-D5)."""

from __future__ import annotations

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article
from newsroom.thai.dates import (
    BANGKOK,
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
    for row in _months(Article.objects.published()):
        years.setdefault(row["month"].year, []).append(_month_row(row))
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
    stories = Article.objects.published().between(
        start_of_month(year, 1)[0], start_of_month(year, 12)[1]
    )
    months = [_month_row(row) for row in _months(stories)]
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
    stories = (
        Article.objects.published().between(*start_of_month(year, month)).newest_first().for_cards()
    )
    page = get_page(request, stories)
    if not page.object_list:
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


def _months(stories):  # type: ignore[no-untyped-def]
    """Newest month first: `{"month": …, "stories": n}`, in Bangkok's months."""
    return (
        stories.order_by()
        .annotate(month=TruncMonth("published_at", tzinfo=BANGKOK))
        .values("month")
        .annotate(stories=Count("pk"))
        .order_by("-month")
    )


def _month_row(row: dict) -> dict[str, object]:  # type: ignore[type-arg]
    moment = row["month"]
    return {
        "name": thai_month(moment.year, moment.month),
        "path": month_address(moment.year, moment.month),
        "count": row["stories"],
    }
