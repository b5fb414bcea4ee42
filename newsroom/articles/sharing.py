"""Links to a story's preview for people without a login: signed, and good for some days only."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article
from newsroom.articles.views import article_page
from newsroom.web.addresses import absolute
from newsroom.web.caching import private

SALT = "newsroom.articles.preview"
DAYS = (1, 3, 7)


def preview_link(article: Article, days: int, request: HttpRequest) -> tuple[str, datetime]:
    """The link, and when it ends by itself. Nothing is kept: the link carries its own end."""
    until = timezone.now() + timedelta(days=days)
    token = signing.dumps([article.pk, int(until.timestamp())], salt=SALT)
    return absolute(reverse("articles:shared_preview", args=[token]), request), until


@require_safe
@private
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The story as readers would see it; nobody may keep, index or pass on the address."""
    try:
        pk, until = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if timezone.now().timestamp() > until:
        response = render(request, "articles/preview_ended.html", status=410)
    else:
        story = Article.objects.for_page().filter(pk=pk).first()
        if story is None:
            raise Http404
        response = article_page(request, story, preview=True)
    return unseen(response)


def unseen(response: HttpResponse) -> HttpResponse:
    """`response` with the words that keep a preview out of indexes and of other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
