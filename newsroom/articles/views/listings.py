"""The public articles of a section, a tag or an author, newest first; the index of tags."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.articles.listings import queries
from newsroom.articles.listings.cards import cards_for
from newsroom.articles.listings.sections import section_lead
from newsroom.articles.listings.tags import MAX_INDEXED, period_of_tag, tag_index
from newsroom.articles.models import Author, Section
from newsroom.articles.views.shortcuts import get_tag_or_404
from newsroom.web.cache_control import cache_publicly
from newsroom.web.pagination import get_page


@require_safe
@cache_publicly(seconds=60)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of a section."""
    section = get_object_or_404(Section.objects.select_related("photo"), slug=slug)
    page = get_page(request, queries.articles_in_section(section), load=cards_for)
    lead = section_lead(section, page.rows) if page.number == 1 else None
    if lead:
        page.rows = [card for card in page.rows if card.pk != lead.pk]
    return render(
        request, "articles/section.html", {"section": section, "page": page, "lead": lead}
    )


@require_safe
@cache_publicly(seconds=60)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles with a tag. Other spellings of its slug and former slugs redirect (T-U3)."""
    tag = get_tag_or_404(slug)
    if request.path != unquote(tag.get_absolute_url()):
        return HttpResponsePermanentRedirect(tag.get_absolute_url())
    page = get_page(request, queries.articles_with_tag(tag), load=cards_for)
    context = {"tag": tag, "page": page, "period": period_of_tag(tag)}
    return render(request, "articles/tag.html", context)


@require_safe
@cache_publicly(seconds=300)
def tags(request: HttpRequest) -> HttpResponse:
    """The index of tags in Thai order."""
    context = {"index": tag_index(), "max_indexed": MAX_INDEXED}
    return render(request, "articles/tags.html", context)


@require_safe
@cache_publicly(seconds=60)
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The author's page: who they are, and the articles with their byline."""
    author = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    page = get_page(request, queries.articles_by_author(author), load=cards_for)
    return render(request, "articles/author.html", {"author": author, "page": page})
