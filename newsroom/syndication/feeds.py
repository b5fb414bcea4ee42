"""RSS, Atom and JSON feeds of the whole site, and RSS of a section, a tag and an author.

Django's feed classes write the XML; the JSON feed is the same items in another form. Every
address is absolute ASCII (T-X1), every date of the Christian era (T-D2).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from newsroom.articles import lists
from newsroom.articles.lists import StoryList
from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.reading import stories_to_read
from newsroom.syndication.markup import absolute_html
from newsroom.thai.dates import iso_bangkok
from newsroom.web.addresses import absolute
from newsroom.web.caching import public

NEWEST = 30


class NewsRss(Rss201rev2Feed):
    """RSS 2.0 with the whole story in `content:encoded`."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["body"])


class NewsAtom(Atom1Feed):
    """Atom with the whole story in `content`."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["body"], {"type": "html"})


class SiteFeed(Feed):
    """The newest stories of the paper; the feeds below narrow `stories` and `about`."""

    feed_type: Any = NewsRss
    language = "th"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request = request
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What the feed is about: (stories, title, description, path of the page)."""
        identity = request.identity  # type: ignore[attr-defined]
        return _About(
            request,
            identity.name,
            identity.tagline or identity.name,
            "/",
            lists.of_the_paper(),
        )

    def title(self, about: _About) -> str:
        return about.title

    def description(self, about: _About) -> str:
        return about.description

    def link(self, about: _About) -> str:
        return absolute(about.path, about.request)

    def feed_url(self, about: _About) -> str:
        return absolute(about.request.path, about.request)

    def items(self, about: _About) -> list[Article]:
        # The whole story travels in the feed.
        return stories_to_read(about.stories.window(0, NEWEST))

    def item_title(self, item: Article) -> str:
        return item.headline

    def item_description(self, item: Article) -> str:
        return item.excerpt

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url(), self.request)

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return item.modified_at

    def item_author_name(self, item: Article) -> str | None:
        return ", ".join(line.author.name for line in item.byline) or None

    def item_categories(self, item: Article) -> list[str]:
        section = [item.section.name] if item.section else []
        return section + [tag.name for tag in item.tag_list]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"body": story_html(item, self.request)}

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        photo = item.lead_photo.largest() if item.lead_photo else None
        if photo is None or item.lead_photo is None:
            return []
        address = absolute(item.lead_photo.url(), self.request)
        return [Enclosure(address, str(photo["bytes"]), "image/jpeg")]


class _About:
    """What a feed is about."""

    def __init__(
        self, request: HttpRequest, title: str, description: str, path: str, stories: StoryList
    ) -> None:
        self.request, self.title, self.description = request, title, description
        self.path, self.stories = path, stories


class AtomFeed(SiteFeed):
    """/feed/atom/"""

    feed_type = NewsAtom

    def subtitle(self, about: _About) -> str:
        return about.description


class SectionFeed(SiteFeed):
    """/section/<slug>/feed/"""

    def get_object(self, request: HttpRequest, slug: str) -> Any:  # type: ignore[override]
        section = get_object_or_404(Section, slug=slug)
        stories = lists.of_section(section)
        return _narrow(request, section.name, section.get_absolute_url(), stories)


class TagFeed(SiteFeed):
    """/tag/<slug>/feed/; under a former address it leads to the one the tag has."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tag = Tag.objects.at(kwargs["slug"])
        if tag.slug != kwargs["slug"]:
            return redirect("syndication:tag_feed", tag.slug, permanent=True)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, slug: str) -> Any:  # type: ignore[override]
        tag = Tag.objects.at(slug)
        return _narrow(request, f"ป้าย {tag.name}", tag.get_absolute_url(), lists.of_tag(tag))


class AuthorFeed(SiteFeed):
    """/author/<slug>/feed/"""

    def get_object(self, request: HttpRequest, slug: str) -> Any:  # type: ignore[override]
        author = get_object_or_404(Author, slug=slug)
        return _narrow(request, author.name, author.get_absolute_url(), lists.of_author(author))


def _narrow(request: HttpRequest, name: str, path: str, stories: StoryList) -> _About:
    site = request.identity.name  # type: ignore[attr-defined]
    return _About(request, f"{name} — {site}", f"ข่าว{name}จาก {site}", path, stories)


def story_html(article: Article, request: HttpRequest) -> str:
    """The whole story for feed readers: lead photo, body and credits, addresses absolute."""
    lead = ""
    if article.lead_photo and article.lead_photo.url():
        lead = format_html(
            '<p><img src="{}" alt="{}"></p>', article.lead_photo.url(), article.lead_photo.alt
        )
    return absolute_html(f"{lead}{article.body_rendered}", request)


@require_safe
@public(seconds=60)
def json_feed(request: HttpRequest) -> JsonResponse:
    """JSON Feed 1.1 of the newest stories."""
    identity = request.identity  # type: ignore[attr-defined]
    stories = stories_to_read(lists.of_the_paper().window(0, NEWEST))
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": identity.name,
        "description": identity.tagline,
        "home_page_url": absolute("/", request),
        "feed_url": absolute(request.path, request),
        "language": "th",
        "items": [_json_item(story, request) for story in stories],
    }
    return JsonResponse(
        feed,
        content_type="application/feed+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )


def _json_item(story: Article, request: HttpRequest) -> dict[str, Any]:
    address = absolute(story.get_absolute_url(), request)
    item: dict[str, Any] = {
        "id": address,
        "url": address,
        "title": story.headline,
        "summary": story.excerpt,
        "content_html": story_html(story, request),
        "date_published": iso_bangkok(story.published_at),  # type: ignore[arg-type]
        "date_modified": iso_bangkok(story.modified_at),  # type: ignore[arg-type]
        "authors": [
            {"name": line.author.name, "url": absolute(line.author.get_absolute_url(), request)}
            for line in story.byline
        ],
        "tags": [tag.name for tag in story.tag_list],
        "language": "th",
    }
    if story.lead_photo and story.lead_photo.url():
        item["image"] = absolute(story.lead_photo.url(), request)
    return item
