"""The page of all corrections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.articles.models import Correction
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.web.cache_control import cache_publicly
from newsroom.web.pagination import get_page


@require_safe
@cache_publicly(seconds=60)
def index(request: HttpRequest) -> HttpResponse:
    """All corrections of public articles, newest first."""
    corrections = (
        Correction.objects.public()
        .select_related("article")
        .defer(*(f"article__{name}" for name in LONG_TEXT_FIELDS))
    )
    return render(request, "articles/corrections.html", {"page": get_page(request, corrections)})
