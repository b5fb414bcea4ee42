"""The search page, and what it suggests while one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article
from newsroom.articles.teasers import first_photo
from newsroom.search.filters import choices, read_filters
from newsroom.search.find import Found, find
from newsroom.search.passages import Piece, marked, passage, pattern
from newsroom.search.query import parse
from newsroom.search.suggest import suggest
from newsroom.web.caching import public
from newsroom.web.paging import get_page

PER_PAGE = 20
LATEST = 5


@require_safe
@public(seconds=60)
def results(request: HttpRequest) -> HttpResponse:
    """Stories for `?q=` and the filters, best first; an empty or senseless query finds nothing."""
    filters, now = read_filters(request.GET), timezone.now()
    found = find(request.GET.get("q", ""), filters.narrow(now), filters.newest_first)
    page = get_page(request, [hit.pk for hit in found.hits], per_page=PER_PAGE)  # type: ignore[arg-type]
    context: dict[str, Any] = {
        "found": found,
        "query": found.query,
        "filters": filters,
        "page": page,
        "results": _results(list(page.rows), found),
        "latest": []
        if found.hits
        else Article.objects.published().newest_first().for_cards()[:LATEST],
        **choices(),
    }
    context["first"] = first_photo(story for story, *_ in context["results"])
    return render(request, "search/results.html", context)


def _results(ids: list[int], found: Found) -> list[tuple[Article, list[Piece], list[Piece]]]:
    """Each story of the page with its headline and its best passage, what was found marked."""
    wanted = pattern(parse(found.instead) if found.instead else found.query)
    stories = Article.objects.published_among(ids).for_cards()
    texts = dict(Article.objects.filter(pk__in=ids).values_list("pk", "plain_text"))
    known = {story.pk: story for story in stories}
    shown = []
    for pk in ids:
        if story := known.get(pk):
            text = f"{story.standfirst}\n{texts[pk]}" if story.standfirst else texts[pk]
            shown.append((story, marked(story.headline, wanted), passage(text, wanted)))
    return shown


@require_safe
@public(seconds=300)
def suggestions(request: HttpRequest) -> HttpResponse:
    """`{"suggestions": [{"kind", "text", "url"}, …]}` for `?q=`; at most eight."""
    found = suggest(request.GET.get("q", "").replace("\0", ""), timezone.now())
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response
