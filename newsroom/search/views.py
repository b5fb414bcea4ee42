"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article
from newsroom.search.engines import Narrow
from newsroom.search.find import find
from newsroom.web.caching import public
from newsroom.web.paging import get_page

PER_PAGE = 20


@require_safe
@public(seconds=60)
def results(request: HttpRequest) -> HttpResponse:
    """Stories for `?q=`, best first; an empty or senseless query finds nothing."""
    found = find(request.GET.get("q", ""), Narrow(at=timezone.now()))
    page = get_page(request, [hit.pk for hit in found.hits], per_page=PER_PAGE)
    stories = Article.objects.published().for_cards().in_bulk(page.object_list)
    page.object_list = [stories[pk] for pk in page.object_list if pk in stories]
    return render(
        request, "search/results.html", {"found": found, "query": found.query, "page": page}
    )
