"""An article's public page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from newsroom.articles.listings.detail import get_public_article
from newsroom.articles.listings.more_articles import more_by_author
from newsroom.articles.listings.references import fill_articles
from newsroom.articles.models import Article
from newsroom.articles.views.shortcuts import with_public_article
from newsroom.body.rendering.contents import contents
from newsroom.web.cache_control import cache_publicly

# A shorter story is read sooner than its list of contents.
MIN_MINUTES_FOR_CONTENTS = 5


@require_safe
@cache_publicly(seconds=60)
@with_public_article(load=get_public_article)
def article(request: HttpRequest, article: Article) -> HttpResponse:
    """The article's page; 410 if it was withdrawn, 404 if readers may not know of it."""
    return render_article(request, article)


def render_article(
    request: HttpRequest, article: Article, preview: bool = False, is_change: bool = False
) -> HttpResponse:
    """The page of an article from `get_public_article` or `for_page()`.

    Also for one that is not public: the caller decides who may see it. `preview` adds a bar with
    the state and leaves out comments, sharing and the visit counter; `is_change` says that it shows
    a change which readers do not see.
    """
    if preview:
        fill_articles([article], for_desk=True)
    is_long = article.reading_minutes >= MIN_MINUTES_FOR_CONTENTS
    authors = list(dict.fromkeys(byline.author for byline in article.cached_bylines))
    context = {
        "article": article,
        "section": article.section,
        "preview": preview,
        "is_change": is_change,
        "also_by_author": more_by_author(article, authors[0]) if authors else [],
        "authors": authors,
        "contents": contents(article.body_html) if is_long else [],
    }
    return render(request, "articles/article.html", context)


@require_safe
def redirect_to_canonical(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """`/news/12/อะไรก็ได้/` redirects to `/news/12/`, whatever follows the id (T-U2)."""
    return redirect("articles:article", pk, permanent=True)
