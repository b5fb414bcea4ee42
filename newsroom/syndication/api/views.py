"""`/api/articles/`, `/api/articles/<id>/` and `/api/openapi.json`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from newsroom.articles.listings.detail import get_public_article, get_public_articles
from newsroom.articles.models import Article
from newsroom.syndication.api.params import BadParams, Cursor, parse_params
from newsroom.syndication.api.representation import article_to_json
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.cache_control import cache_publicly
from newsroom.web.requests import NewsroomRequest

OPENAPI_FILE = Path(__file__).with_name("openapi.json")


@require_safe
@cache_publicly(seconds=60)
def articles(request: NewsroomRequest) -> HttpResponse:
    """The public articles, newest first, without their texts; `next` is the URL of the page after."""
    try:
        requested = parse_params(request.GET)
    except BadParams as problem:
        return _json(request, {"error": str(problem)}, status=400)
    ids = list(requested.articles.values_list("pk", flat=True)[: requested.limit + 1])
    rows = get_public_articles(ids[: requested.limit])
    data: dict[str, Any] = {"articles": [article_to_json(row, request) for row in rows]}
    data["next"] = None
    if len(ids) > requested.limit and rows and rows[-1].published_at:
        cursor = str(Cursor(rows[-1].published_at, rows[-1].pk))
        query = urlencode({**request.GET.dict(), "cursor": cursor})
        data["next"] = absolute_url(f"{reverse('syndication:api_articles')}?{query}", request)
    return _json(request, data)


@require_safe
@cache_publicly(seconds=60)
def article(request: NewsroomRequest, pk: int) -> HttpResponse:
    """A public article with its text; 410 if it was withdrawn."""
    found = get_public_article(pk)
    if found is not None:
        return _json(request, article_to_json(found, request, with_text=True))
    if Article.objects.withdrawn().filter(pk=pk).exists():
        return _json(request, {"error": "ข่าวนี้ถูกถอนออกแล้ว"}, status=410)
    return _json(request, {"error": "ไม่มีข่าวนี้"}, status=404)


@require_safe
@cache_publicly(seconds=3600)
def openapi(request: NewsroomRequest) -> HttpResponse:
    """The description of this API (OpenAPI 3.1)."""
    return _json(request, json.loads(OPENAPI_FILE.read_text(encoding="utf-8")))


def _json(request: NewsroomRequest, data: dict[str, Any], status: int = 200) -> HttpResponse:
    """The response, or 304 for who has it; any site's script may read it."""
    content = json.dumps(data, ensure_ascii=False).encode()
    response = HttpResponse(content, content_type="application/json; charset=utf-8", status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    if status != 200:
        return response
    etag = f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer or response
