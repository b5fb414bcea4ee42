"""A story's page, and the lists of stories by section, tag and author."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from newsroom.articles import lists
from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.reading import story_to_read
from newsroom.articles.teasers import Teaser, newest_of_author, newest_of_section, teasers
from newsroom.web.caching import public
from newsroom.web.paging import get_page

LARGEST_ID = 2**63 - 1
ALSO_IN_SECTION = 4
ALSO_BY_AUTHOR = 3


@require_safe
@public(seconds=60)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The story; 410 in Thai when it was withdrawn, 404 when readers may not know of it."""
    if pk > LARGEST_ID:
        raise Http404
    story = story_to_read(pk)
    if story is not None:
        return article_page(request, story)
    if Article.objects.withdrawn().filter(pk=pk).exists():
        return render(request, "articles/withdrawn.html", status=410)
    raise Http404


def article_page(request: HttpRequest, story: Article, preview: bool = False) -> HttpResponse:
    """The page of a story (`story_to_read`, or from `for_page()`), also of one that is not public yet.

    `preview` marks the page as nobody's to index or keep; who may see it is the caller's matter.
    """
    writers = [line.author for line in story.byline]
    # One more of each, for the story itself is among them when it is new.
    theirs = newest_of_author(writers[0], ALSO_BY_AUTHOR + 1) if writers else []
    nearby: Any = partial(_also_in_section, story)
    # Asked for only where no stories are related.
    nearby.do_not_call_in_templates = True
    context = {
        "article": story,
        "section": story.section,
        "preview": preview,
        "also_in_section": nearby,
        "also_by_author": _others(story, theirs, ALSO_BY_AUTHOR),
        "authors": list(dict.fromkeys(writers)),
    }
    return render(request, "articles/article.html", context)


def _also_in_section(story: Article) -> list[Teaser]:
    nearby = newest_of_section(story.section, ALSO_IN_SECTION + 1) if story.section else []
    return _others(story, nearby, ALSO_IN_SECTION)


def _others(story: Article, newest: list[Teaser], most: int) -> list[Teaser]:
    """The first of `newest` that are not the story itself."""
    return [other for other in newest if other.pk != story.pk][:most]


@require_safe
def decorated(request: HttpRequest, pk: int, anything: str) -> HttpResponse:
    """`/news/12/อะไรก็ได้/` leads to `/news/12/`, whatever stands behind (T-U2)."""
    if pk > LARGEST_ID:
        raise Http404
    return redirect("articles:article", pk, permanent=True)


@require_safe
@public(seconds=60)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a section, newest first."""
    found = get_object_or_404(Section, slug=slug)
    page = get_page(request, lists.of_section(found), shown=teasers)
    return render(request, "articles/section.html", {"section": found, "page": page})


@require_safe
@public(seconds=60)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories with a tag; any other spelling of its address, or a former one, leads there (T-U3)."""
    found = Tag.objects.at(slug)
    if request.path != f"/tag/{found.slug}/":
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    page = get_page(request, lists.of_tag(found), shown=teasers)
    return render(request, "articles/tag.html", {"tag": found, "page": page})


@require_safe
@public(seconds=60)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Who an author is, and the stories with the author's name."""
    found = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    page = get_page(request, lists.of_author(found), shown=teasers)
    return render(request, "articles/author.html", {"author": found, "page": page})
