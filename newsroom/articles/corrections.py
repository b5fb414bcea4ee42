"""The page of all corrections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.articles.models import Correction
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.web.caching import public
from newsroom.web.paging import get_page


@require_safe
@public(seconds=60)
def index(request: HttpRequest) -> HttpResponse:
    """What we got wrong and put right, newest first."""
    corrections = (
        Correction.objects.public()
        .select_related("article")
        .defer(*(f"article__{name}" for name in LONG_TEXTS))
    )
    return render(request, "articles/corrections.html", {"page": get_page(request, corrections)})
