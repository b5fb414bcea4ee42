"""The feeds that a change of articles changes: the topics of WebSub."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from newsroom.articles.models import ArticlePlace, Author, Section, Tag
from newsroom.web.absolute_urls import absolute_url

FORMATS = ("", "_atom", "_json")
# Of more articles at once, as an import makes them, only the feeds of the site and the sections.
MAX_WITH_TAGS_AND_AUTHORS = 20


def feeds_of(articles: Sequence[int]) -> list[str]:
    """The URLs of the feeds of the site, and of the sections, tags, authors and places of these articles."""
    feeds: list[tuple[str, str | int]] = [("feed", "")]
    sections = Section.objects.filter(articles__in=articles).distinct()
    feeds += [("section_feed", row.slug) for row in sections]
    if len(articles) <= MAX_WITH_TAGS_AND_AUTHORS:
        tags = Tag.objects.filter(tagged_items__content_object__in=articles).distinct()
        authors = Author.objects.filter(bylines__article__in=articles).distinct()
        feeds += [("tag_feed", row.slug) for row in tags]
        feeds += [("author_feed", row.slug) for row in authors]
        places = ArticlePlace.objects.filter(article__in=articles).values_list("place", flat=True)
        feeds += [("place_feed", code) for code in sorted(set(places))]
    return [
        absolute_url(reverse(f"syndication:{name}{form}", args=[key] if key else []))
        for name, key in feeds
        for form in FORMATS
    ]
