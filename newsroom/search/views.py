"""The search page and its suggestions."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.listings.cards import first_with_photo
from newsroom.articles.models import Article
from newsroom.search.filters import author_suggestions, parse_filters
from newsroom.search.query.query_parser import ParsedQuery, parse
from newsroom.search.service import SearchResults, search
from newsroom.search.snippets import Fragment, highlight, highlight_pattern, snippet
from newsroom.search.static_pages import matching_pages
from newsroom.search.suggest import suggest
from newsroom.web.cache_control import cache_publicly
from newsroom.web.pagination import get_page

RESULTS_PER_PAGE = 20


class ResultRow(NamedTuple):
    """An article on the page with its headline and a snippet of its text, matches highlighted."""

    article: Article
    headline: list[Fragment]
    snippet: list[Fragment]


@require_safe
@cache_publicly(seconds=60)
def results(request: HttpRequest) -> HttpResponse:
    """Articles for `?q=` and the filters, best first; without a hit, the latest articles.

    Before them, on the first page of a search without filters, the pages beside the news.
    """
    filters, now = parse_filters(request.GET), timezone.now()
    found = search(request.GET.get("q", ""), filters.scope(now), filters.newest_first)
    page = get_page(request, [hit.pk for hit in found.hits], per_page=RESULTS_PER_PAGE)
    rows = _result_rows(list(page.rows), found)
    is_first = page.number == 1 and not filters.is_set
    context = {
        "pages": matching_pages(_shown_query(found)) if is_first else [],
        "results": found,
        "query": found.query,
        "filters": filters,
        "authors": author_suggestions(),
        "page": page,
        "rows": rows,
        "first_with_photo": first_with_photo(row.article for row in rows),
    }
    return render(request, "search/results.html", context)


def _shown_query(results: SearchResults) -> ParsedQuery:
    return parse(results.corrected_query) if results.corrected_query else results.query


def _result_rows(ids: list[int], results: SearchResults) -> list[ResultRow]:
    pattern = highlight_pattern(_shown_query(results))
    texts = dict(Article.objects.filter(pk__in=ids).values_list("pk", "plain_text"))
    articles = {article.pk: article for article in Article.objects.published_among(ids).for_cards()}
    rows = []
    for pk in ids:
        if article := articles.get(pk):
            standfirst, body = article.standfirst, texts[pk]
            text = f"{standfirst}\n{body}" if standfirst else body
            rows.append(
                ResultRow(article, highlight(article.headline, pattern), snippet(text, pattern))
            )
    return rows


@require_safe
@cache_publicly(seconds=300)
def suggestions(request: HttpRequest) -> HttpResponse:
    """`{"suggestions": [{"kind", "text", "url"}, …]}` for `?q=`."""
    text = request.GET.get("q", "").replace("\0", "")
    response = JsonResponse(
        {"suggestions": suggest(text, timezone.now())}, json_dumps_params={"ensure_ascii": False}
    )
    response["X-Robots-Tag"] = "noindex"
    return response
