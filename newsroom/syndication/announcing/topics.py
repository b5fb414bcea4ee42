"""The feeds that a change of articles changes: the topics of WebSub."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.urls import reverse

from newsroom.articles.models import ArticlePlace, Author, Section, Tag, TagAlias
from newsroom.web.absolute_urls import absolute_url

FORMATS = ("", "_atom", "_json")
FormerPaths = Callable[[Sequence[str]], Iterable[str]]
# Of more articles at once, as an import makes them, only the feeds of the site and the sections.
MAX_WITH_TAGS_AND_AUTHORS = 20


def feeds_of(articles: Sequence[int], former_paths: FormerPaths = lambda paths: ()) -> list[str]:
    """The URLs of the feeds of the site, and of the sections, tags, authors and places of these articles.

    Whoever subscribed to a section before it was renamed or merged is subscribed to the feed's
    former address at the hub: `former_paths` tells those of pages.
    """
    feeds: list[tuple[str, str | int]] = [("feed", "")]
    sections = Section.objects.filter(articles__in=articles).distinct()
    feeds += [("section_feed", row.slug) for row in sections]
    if len(articles) <= MAX_WITH_TAGS_AND_AUTHORS:
        tags = Tag.objects.filter(tagged_items__content_object__in=articles).distinct()
        authors = Author.objects.filter(bylines__article__in=articles).distinct()
        feeds += [("tag_feed", row.slug) for row in tags]
        # What a tag was called before, or what was merged into it.
        feeds += [("tag_feed", row.slug) for row in TagAlias.objects.filter(tag__in=tags)]
        feeds += [("author_feed", row.slug) for row in authors]
        places = ArticlePlace.objects.filter(article__in=articles).values_list("place", flat=True)
        feeds += [("place_feed", code) for code in sorted(set(places))]
    urls = [
        reverse(f"syndication:{name}{form}", args=[key] if key else [])
        for name, key in feeds
        for form in FORMATS
    ]
    site_feed = reverse("syndication:feed")
    pages = [reverse(f"syndication:{name}", args=[key]) for name, key in feeds if key]
    endings = [reverse(f"syndication:feed{form}") for form in FORMATS]
    urls += [
        path.rstrip("/") + ending
        for path in former_paths([page.removesuffix(site_feed) + "/" for page in pages])
        for ending in endings
    ]
    return [absolute_url(url) for url in dict.fromkeys(urls)]
