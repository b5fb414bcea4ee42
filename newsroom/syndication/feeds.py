"""RSS, Atom and JSON feeds of the site, of a section, a tag, an author and a place.

`SiteFeed` maps articles to feed items, for every format; the formats are in `formats/feeds.py`. All
URLs are absolute and ASCII (T-X1), all dates are of the Christian era (T-D2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Enclosure, SyndicationFeed

from newsroom.articles.listings import queries
from newsroom.articles.listings.detail import get_public_articles
from newsroom.articles.listings.queries import ArticleListQuery
from newsroom.articles.models import Article, Author, Section
from newsroom.articles.public_urls import place_url
from newsroom.articles.views.places import get_place_or_404
from newsroom.articles.views.shortcuts import get_tag_or_404
from newsroom.syndication.announcing.services import has_public_url
from newsroom.syndication.feed_items import article_html, lead_photo
from newsroom.syndication.formats.absolute_html import feed_text
from newsroom.syndication.formats.feeds import FeedAuthor, RssFeed
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest

MAX_ITEMS = 50
LANGUAGE = "th-TH"


@dataclass(frozen=True)
class FeedInfo:
    """What a feed is about; `path` is the page that lists the same articles."""

    request: NewsroomRequest
    title: str
    description: str
    path: str
    articles: ArticleListQuery


@dataclass(frozen=True)
class FeedItem:
    """An article, and the request whose host its URLs get.

    One feed object serves all threads, so it must not keep anything of a request itself.
    """

    article: Article
    request: NewsroomRequest

    def absolute_url(self, path: str) -> str:
        """`path` with scheme and host."""
        return absolute_url(path, self.request)


if TYPE_CHECKING:
    _Feed = Feed[FeedItem, FeedInfo]
else:
    _Feed = Feed


class SiteFeed(_Feed):
    """The newest articles of the site; subclasses narrow them by overriding `feed_info`."""

    language = LANGUAGE

    def __init__(self, feed_type: type[SyndicationFeed] = RssFeed) -> None:
        self.feed_type = feed_type

    def __call__(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        """The feed; where there is a hub, the header names it and the feed (WebSub, 4)."""
        response = super().__call__(request, *args, **kwargs)
        own = cast(NewsroomRequest, request)
        if response.status_code == 200 and (hub := hub_of(own)):
            self_url = absolute_url(request.path, own)
            response["Link"] = f'<{hub}>; rel="hub", <{self_url}>; rel="self"'
        return response

    def get_object(self, request: HttpRequest, *args: object, **kwargs: Any) -> FeedInfo:
        return self.feed_info(cast(NewsroomRequest, request), **kwargs)

    def feed_info(self, request: NewsroomRequest, **kwargs: str) -> FeedInfo:
        """What the feed at a URL with the arguments `kwargs` is about."""
        site = request.site_settings
        description = site.tagline or site.name
        return FeedInfo(
            request, site.name, description, reverse("site:home"), queries.all_articles()
        )

    def title(self, info: FeedInfo) -> str:
        return info.title

    def description(self, info: FeedInfo) -> str:
        return info.description

    def subtitle(self, info: FeedInfo) -> str:
        return info.description

    def link(self, info: FeedInfo) -> str:
        return absolute_url(info.path, info.request)

    def feed_url(self, info: FeedInfo) -> str:
        return absolute_url(info.request.path, info.request)

    def feed_extra_kwargs(self, info: FeedInfo) -> dict[str, object]:
        return {"hub": hub_of(info.request)}

    def items(self, info: FeedInfo) -> list[FeedItem]:
        articles = get_public_articles(info.articles.slice(0, MAX_ITEMS))
        return [FeedItem(article, info.request) for article in articles]

    def item_title(self, item: FeedItem) -> str:
        return feed_text(item.article.headline)

    def item_description(self, item: FeedItem) -> str:
        return feed_text(item.article.excerpt)

    def item_link(self, item: FeedItem) -> str:
        return item.absolute_url(item.article.get_absolute_url())

    def item_pubdate(self, item: FeedItem) -> datetime | None:
        return item.article.published_at

    def item_updateddate(self, item: FeedItem) -> datetime | None:
        return item.article.modified_at

    def item_author_name(self, item: FeedItem) -> str:
        """The authors; the site if there are none, because Atom requires an author."""
        names = (byline.author.name for byline in item.article.cached_bylines)
        return ", ".join(names) or item.request.site_settings.name

    def item_categories(self, item: FeedItem) -> list[str]:
        section = [item.article.section.name] if item.article.section else []
        section += [item.article.kind_label] if item.article.kind_label else []
        return section + [tag.name for tag in item.article.cached_tags]

    def item_extra_kwargs(self, item: FeedItem) -> dict[str, object]:
        """What the formats show beyond Django's items: the whole text, authors and tags."""
        authors = [byline.author for byline in item.article.cached_bylines]
        return {
            "body": article_html(item.article, item.request),
            "authors": [
                FeedAuthor(author.name, item.absolute_url(author.get_absolute_url()))
                for author in authors
            ],
            "tags": [tag.name for tag in item.article.cached_tags],
            "photo": lead_photo(item.article, item.request),
        }

    def item_enclosures(self, item: FeedItem) -> list[Enclosure]:
        photo = lead_photo(item.article, item.request)
        return [Enclosure(photo.url, str(photo.bytes), "image/jpeg")] if photo else []


class SectionFeed(SiteFeed):
    """The newest articles of a section."""

    def feed_info(self, request: NewsroomRequest, **kwargs: str) -> FeedInfo:
        section = get_object_or_404(Section, slug=kwargs["slug"])
        articles = queries.articles_in_section(section)
        return _narrowed(request, section.name, section.get_absolute_url(), articles)


class TagFeed(SiteFeed):
    """The newest articles with a tag; a former slug redirects to the tag's present one."""

    def __call__(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        slug = get_tag_or_404(kwargs["slug"]).slug
        if slug != kwargs["slug"] and request.resolver_match:
            return redirect(request.resolver_match.view_name, slug, permanent=True)
        return super().__call__(request, *args, **kwargs)

    def feed_info(self, request: NewsroomRequest, **kwargs: str) -> FeedInfo:
        tag = get_tag_or_404(kwargs["slug"])
        articles = queries.articles_with_tag(tag)
        return _narrowed(request, f"แท็ก {tag.name}", tag.get_absolute_url(), articles)


class AuthorFeed(SiteFeed):
    """The newest articles of an author."""

    def feed_info(self, request: NewsroomRequest, **kwargs: str) -> FeedInfo:
        author = get_object_or_404(Author, slug=kwargs["slug"])
        articles = queries.articles_by_author(author)
        return _narrowed(request, author.name, author.get_absolute_url(), articles)


class PlaceFeed(SiteFeed):
    """The newest articles of a province, district or subdistrict."""

    def feed_info(self, request: NewsroomRequest, **kwargs: Any) -> FeedInfo:
        place = get_place_or_404(kwargs["code"])
        articles = queries.articles_in_place(place.code)
        return _narrowed(request, place.label, place_url(code=place.code), articles)


def hub_of(request: NewsroomRequest) -> str:
    """The WebSub hub that is told of changes; empty without one."""
    return iri_to_uri(request.site_settings.websub_hub) if has_public_url() else ""


def _narrowed(
    request: NewsroomRequest, name: str, path: str, articles: ArticleListQuery
) -> FeedInfo:
    site = request.site_settings.name
    return FeedInfo(request, f"{name} — {site}", f"ข่าว{name}จาก {site}", path, articles)
