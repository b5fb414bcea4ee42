"""sitemap.xml and its parts, the news sitemap, robots.txt."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.filing import changed_months, newest_filed_at
from newsroom.articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from newsroom.thai.dates import start_of_month
from newsroom.web.addresses import absolute, base
from newsroom.web.caching import public

# Google News takes what is at most two days old, and a thousand at a time (T-X2).
NEWS_AGE = timedelta(hours=48)
NEWS_MOST = 1000
# What the protocol allows in one file.
MONTH_MOST = 50_000
_MONTH = re.compile(r"(19\d\d|20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class _OurSitemap(Sitemap):
    limit = MONTH_MOST

    def get_urls(
        self, page: Any = 1, site: Any = None, protocol: Any = None
    ) -> list[dict[str, Any]]:
        """As Django's, with our own absolute addresses."""
        urls = super().get_urls(page=page, site=_Here(), protocol="https")  # type: ignore[arg-type]
        for url in urls:
            url["location"] = absolute(url["location"].removeprefix("https://here"))
        return urls


class _Here:
    """Stands for the domain until the address is made absolute."""

    domain = "here"


class MonthSitemap(_OurSitemap):
    """The public stories of a month of the archive; the index names one such part a month."""

    def __init__(self, first_day: date) -> None:
        self.first_day = first_day

    def items(self) -> QuerySet[Article]:
        of_month = Article.objects.published().between(
            *start_of_month(self.first_day.year, self.first_day.month)
        )
        return of_month.newest_first().only("pk", "published_at", "revised_at")[:MONTH_MOST]

    def lastmod(self, item: Article) -> datetime | None:
        return item.modified_at


class _ListSitemap(_OurSitemap):
    """Pages that list stories; those with none are left out. `newest` is written beforehand."""

    model: Any
    stories = ""

    def items(self) -> Any:
        newest = Article.objects.published().filter(section=OuterRef("pk")).newest_first()
        return self._with_newest(newest.values("published_at"))

    def _with_newest(self, newest: QuerySet[Any]) -> Any:
        listed = self.model.objects.annotate(newest=Subquery(newest[:1]))
        return listed.filter(newest__isnull=False).order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        return item.newest


class SectionSitemap(_ListSitemap):
    """Sections."""

    model = Section


class AuthorSitemap(_ListSitemap):
    """Authors."""

    model = Author

    def items(self) -> Any:
        return self._with_newest(newest_filed_at(Byline.objects.filter(author=OuterRef("pk"))))


class TagSitemap(_ListSitemap):
    """Tags."""

    model = Tag

    def items(self) -> Any:
        return self._with_newest(newest_filed_at(TaggedArticle.objects.filter(tag=OuterRef("pk"))))


class PageSitemap(_OurSitemap):
    """The front page and the pages about the paper."""

    def items(self) -> list[str]:
        return [
            "site:home",
            "site:about",
            "site:contact",
            "site:privacy",
            "articles:archive",
            "articles:corrections",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "sections": SectionSitemap,
    "authors": AuthorSitemap,
    "tags": TagSitemap,
    "pages": PageSitemap,
}


@require_safe
@public(seconds=3600)
def index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: the lists of pages, and each month of the archive with its last change."""
    parts: list[tuple[str, datetime | None]] = [
        (absolute(f"/sitemap-{name}.xml", request), None) for name in SITEMAPS
    ]
    parts += [
        (absolute(f"/sitemap-{first_day:%Y-%m}.xml", request), changed_at)
        for first_day, changed_at in changed_months()
    ]
    return render(
        request, "syndication/sitemap_index.xml", {"parts": parts}, content_type="application/xml"
    )


@require_safe
@public(seconds=3600)
def part(request: HttpRequest, section: str) -> HttpResponse:
    """A part of the sitemap: one of `SITEMAPS`, or a month such as `2016-08`."""
    known: dict[str, Any] = dict(SITEMAPS)
    if found := _MONTH.fullmatch(section):
        known[section] = MonthSitemap(date(int(found[1]), int(found[2]), 1))
    return sitemap_views.sitemap(request, known, section)


@require_safe
@public(seconds=60)
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The last 48 hours for Google News; an empty one is valid."""
    now = timezone.now()
    stories = (
        Article.objects.published()
        .between(now - NEWS_AGE, now + timedelta(seconds=1))
        .newest_first()
        .only("pk", "headline", "published_at")[:NEWS_MOST]
    )
    context = {
        "stories": [(absolute(story.get_absolute_url(), request), story) for story in stories]
    }
    return render(request, "syndication/news_sitemap.xml", context, content_type="application/xml")


@require_safe
@public(seconds=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers should leave alone, and where the sitemaps are."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/suggest",
        "Disallow: /*/comments/",
        "Disallow: /read/",
        "",
        f"Sitemap: {base(request)}/sitemap.xml",
        f"Sitemap: {base(request)}/news-sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
