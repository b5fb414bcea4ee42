"""The preview of an article for anybody with a signed link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article
from newsroom.articles.views.article import render_article
from newsroom.articles.workflow import preview_links
from newsroom.articles.workflow.changes.showing import for_preview, shown_change


@require_safe
@never_cache
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The article as readers would see it, or as a change would make it; never cached, and not to be indexed.

    410 if the link has ended, 404 if its token is forged or the article is deleted.
    """
    try:
        pk, change, has_ended = preview_links.read_token(token)
    except ValueError:
        raise Http404 from None
    article = Article.objects.for_page().filter(pk=pk).first()
    if article is None:
        raise Http404
    if has_ended:
        response = render(request, "articles/preview_ended.html", status=410)
    else:
        shown = shown_change(article, change) if change else None
        response = render_article(
            request,
            for_preview(article, shown.values) if shown else article,
            preview=True,
            is_change=shown is not None,
        )
    return preview_links.add_noindex_headers(response)
