"""What several views do with their URL arguments: find the public article or the tag."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from newsroom.articles.models import Article, Tag

View = Callable[..., HttpResponse]


def _load(pk: int) -> Article | None:
    return Article.objects.published().filter(pk=pk).first()


def with_public_article(
    load: Callable[[int], Article | None] = _load,
) -> Callable[[View], View]:
    """Decorator of views at an article's URL: replaces the argument `pk` by the public article.

    The one place that decides what such a URL answers: the view's response for a public article,
    410 with an explanation for a withdrawn one, else 404, whether the article exists or not.
    `load` returns the public article of an id with what the view needs of it, or None.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, pk: int, *args: object, **kwargs: object) -> HttpResponse:
            article = load(pk)
            if article is not None:
                return view(request, article, *args, **kwargs)
            if Article.objects.withdrawn().filter(pk=pk).exists():
                return render(request, "articles/withdrawn.html", status=410)
            raise Http404

        return wrapper

    return decorator


def get_tag_or_404(slug: str) -> Tag:
    """The tag that has this slug or had it once; 404 too while no public article carries it."""
    try:
        return Tag.objects.public(timezone.now()).select_related("photo").get_by_slug(slug)
    except Tag.DoesNotExist:
        raise Http404("ไม่มีแท็กนี้") from None
