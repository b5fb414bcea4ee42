"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.search.query import parse, search
from newsroom.web.caching import public
from newsroom.web.paging import get_page


@require_safe
@public(seconds=60)
def results(request: HttpRequest) -> HttpResponse:
    """Stories for `?q=`, best first; an empty or senseless query finds nothing."""
    query = parse(request.GET.get("q", ""))
    page = get_page(request, search(query).for_cards(), per_page=20)  # type: ignore[attr-defined]
    return render(request, "search/results.html", {"query": query, "page": page})
