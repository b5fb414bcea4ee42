"""sitemap.xml and its parts (sitemaps.org), and the news sitemap (Google News)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.listings.index import months_with_lastmod, newest_listed_at
from newsroom.articles.models import (
    Article,
    ArticlePlace,
    Author,
    Byline,
    Section,
    Tag,
    TaggedArticle,
)
from newsroom.articles.public_urls import place_url
from newsroom.pages.site_pages import public_pages
from newsroom.thai.dates import month_bounds
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.cache_control import cache_publicly
from newsroom.web.url_templates import UrlTemplate

# Google News accepts articles of the last two days, and 1,000 URLs in a file (T-X2).
MAX_NEWS_AGE = timedelta(hours=48)
MAX_NEWS_URLS = 1000
# The limit of one file of the sitemap protocol.
MAX_SITEMAP_URLS = 50_000
_MONTH = re.compile(r"(19\d\d|20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class _PlaceholderSite:
    """A domain for Django's sitemaps; `_AbsoluteSitemap` replaces it."""

    domain = "placeholder.invalid"
    origin = f"https://{domain}"


class _AbsoluteSitemap(Sitemap):
    """A sitemap with URLs from `absolute_url`, thus with the host of NEWSROOM_URL."""

    limit = MAX_SITEMAP_URLS

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, object]]:
        placeholder: Any = _PlaceholderSite()
        urls = super().get_urls(page=page, site=placeholder, protocol="https")
        for url in urls:
            url["location"] = absolute_url(url["location"].removeprefix(placeholder.origin))
        return urls


class MonthSitemap(_AbsoluteSitemap):
    """The public articles of a month of the archive; the index names one such part for each month."""

    def __init__(self, first_day: date) -> None:
        self.first_day = first_day

    def items(self) -> QuerySet[Article]:
        start, end = month_bounds(self.first_day.year, self.first_day.month)
        articles = Article.objects.published().between(start, end).newest_first()
        columns = ("pk", "published_at", "revised_at", "lead_photo__renditions")
        return articles.select_related("lead_photo").only(*columns)[:MAX_SITEMAP_URLS]

    def lastmod(self, item: Article) -> datetime | None:
        return item.modified_at

    def get_urls(
        self, page: int | str = 1, site: object = None, protocol: str | None = None
    ) -> list[dict[str, object]]:
        """With the lead photo of each article, as `image`."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            item: Any = url["item"]
            path = item.lead_photo.url() if item.lead_photo else ""
            url["image"] = absolute_url(path) if path else ""
        return urls


class _ListingSitemap(_AbsoluteSitemap):
    """The pages of those rows of `model` that have public articles.

    `newest` is a subquery of the date of a row's newest public article; it becomes its `lastmod`.
    """

    model: type[Section | Author | Tag]

    def newest(self) -> QuerySet[Any]:
        raise NotImplementedError

    def items(self) -> QuerySet[Any]:
        rows = self.model._default_manager.annotate(newest=Subquery(self.newest()[:1]))
        return rows.filter(newest__isnull=False).order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        return item.newest


class SectionSitemap(_ListingSitemap):
    """Sections."""

    model = Section

    def newest(self) -> QuerySet[Any]:
        articles = Article.objects.published().filter(section=OuterRef("pk"))
        return articles.newest_first().values("published_at")


class AuthorSitemap(_ListingSitemap):
    """Authors."""

    model = Author

    def newest(self) -> QuerySet[Any]:
        return newest_listed_at(Byline.objects.filter(author=OuterRef("pk")))


class TagSitemap(_ListingSitemap):
    """Tags."""

    model = Tag

    def newest(self) -> QuerySet[Any]:
        return newest_listed_at(TaggedArticle.objects.filter(tag=OuterRef("pk")))


class PlaceSitemap(_AbsoluteSitemap):
    """Provinces, districts and subdistricts that have public articles."""

    def items(self) -> list[tuple[int, datetime | None]]:
        listed = ArticlePlace.objects.listed(timezone.now()).values_list("place")
        return list(listed.annotate(newest=Max("listed_at")).order_by("place"))

    def location(self, item: tuple[int, datetime | None]) -> str:
        return place_url(code=item[0])

    def lastmod(self, item: tuple[int, datetime | None]) -> datetime | None:
        return item[1]


class PageSitemap(_AbsoluteSitemap):
    """The front page, the archive, and the pages beside the news with the time of their last save."""

    def items(self) -> list[tuple[str, datetime | None]]:
        views = (
            "site:home",
            "articles:archive",
            "articles:places",
            "articles:tags",
            "articles:corrections",
        )
        pages = sorted(public_pages(), key=lambda page: page.pk)
        return [
            *((reverse(view), None) for view in views),
            *((page.get_absolute_url(), page.updated_at) for page in pages),
        ]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


_part_path = UrlTemplate("syndication:sitemap_part", section=str)
SITEMAPS: dict[str, type[Sitemap]] = {
    "sections": SectionSitemap,
    "authors": AuthorSitemap,
    "tags": TagSitemap,
    "places": PlaceSitemap,
    "pages": PageSitemap,
}


@require_safe
@cache_publicly(seconds=3600)
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap index: the parts in `SITEMAPS`, and each month of the archive with its lastmod."""

    def part_url(name: str) -> str:
        return absolute_url(_part_path(section=name), request)

    parts: list[tuple[str, datetime | None]] = [(part_url(name), None) for name in SITEMAPS]
    parts += [
        (part_url(f"{first_day:%Y-%m}"), lastmod) for first_day, lastmod in months_with_lastmod()
    ]
    return render(
        request, "syndication/sitemap_index.xml", {"parts": parts}, content_type="application/xml"
    )


@require_safe
@cache_publicly(seconds=3600)
def part(request: HttpRequest, section: str) -> HttpResponse:
    """A part of the sitemap: one of `SITEMAPS`, or a month such as `2016-08`."""
    sitemaps: dict[str, type[Sitemap] | Sitemap] = dict(SITEMAPS)
    if match := _MONTH.fullmatch(section):
        sitemaps[section] = MonthSitemap(date(int(match[1]), int(match[2]), 1))
    return sitemap_views.sitemap(
        request, sitemaps, section, template_name="syndication/sitemap.xml"
    )


@require_safe
@cache_publicly(seconds=60)
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last 48 hours for Google News; an empty list is valid.

    Google News takes no texts that somebody paid for.
    """
    now = timezone.now()
    articles = (
        Article.objects.published()
        .between(now - MAX_NEWS_AGE, now + timedelta(seconds=1))
        .exclude(kind=Article.Kind.SPONSORED)
        .newest_first()
        .only("pk", "headline", "published_at")[:MAX_NEWS_URLS]
    )
    context = {
        "articles": [
            (absolute_url(article.get_absolute_url(), request), article) for article in articles
        ]
    }
    return render(request, "syndication/news_sitemap.xml", context, content_type="application/xml")
