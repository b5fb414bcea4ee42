"""The articles of a province, district or subdistrict, and the places that have any."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.articles.listings import places, queries
from newsroom.articles.listings.cards import cards_for
from newsroom.places.registry import Level, Place, all_places, children, get_place
from newsroom.web.cache_control import cache_publicly
from newsroom.web.pagination import get_page

# Headlines of one's own place on the front page.
MAX_LATEST = 4


@require_safe
@cache_publicly(seconds=300)
def index(request: HttpRequest) -> HttpResponse:
    """The provinces that have articles, each with its districts that have any."""
    provinces = [place for place in all_places() if place.level is Level.PROVINCE]
    rows = [
        (province, places.with_articles(children(province.place.code)))
        for province in places.with_articles(provinces)
    ]
    return render(request, "articles/places.html", {"provinces": rows})


@require_safe
@cache_publicly(seconds=60)
def place(request: HttpRequest, code: int) -> HttpResponse:
    """The articles of a place and of the places in it; 404 while there are none."""
    place = get_place_or_404(code)
    context = {
        "place": place,
        "title": f"ข่าว{place.label}",
        "above": place.with_ancestors()[:-1],
        "inside": places.with_articles(children(code)),
        "page": get_page(request, queries.articles_in_place(code), load=cards_for),
    }
    return render(request, "articles/place.html", context)


@require_safe
@cache_publicly(seconds=60)
def latest(request: HttpRequest, code: int) -> HttpResponse:
    """The newest headlines of a place, as a piece of the front page's HTML."""
    place = get_place_or_404(code)
    articles = cards_for(queries.articles_in_place(code).slice(0, MAX_LATEST))
    response = render(
        request, "articles/_latest_in_place.html", {"place": place, "articles": articles}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def get_place_or_404(code: int) -> Place:
    """A place with public articles. A page without any tells readers and crawlers nothing."""
    place = get_place(code)
    if place is None or not queries.articles_in_place(code).slice(0, 1):
        raise Http404("ยังไม่มีข่าวของพื้นที่นี้")
    return place
