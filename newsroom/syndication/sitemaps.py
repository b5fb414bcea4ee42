"""sitemap.xml and its parts, the news sitemap, robots.txt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.web.addresses import absolute, base
from newsroom.web.caching import public

# Google News takes what is at most two days old, and a thousand at a time (T-X2).
NEWS_AGE = timedelta(hours=48)
NEWS_MOST = 1000


class _OurSitemap(Sitemap):
    limit = 5000

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


class ArticleSitemap(_OurSitemap):
    """Every public story."""

    def items(self) -> QuerySet[Article]:
        return Article.objects.published().order_by("-pk").only("pk", "published_at", "revised_at")

    def lastmod(self, item: Article) -> datetime | None:
        return item.modified_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = Article.objects.published().aggregate(
            published=Max("published_at"), revised=Max("revised_at")
        )
        return max((moment for moment in newest.values() if moment), default=None)


class _ListSitemap(_OurSitemap):
    """Pages that list stories; those with none are left out."""

    model: Any
    stories = ""

    def items(self) -> Any:
        public = Article.objects.published()
        return (
            self.model.objects.filter(**{f"{self.stories}__in": public})
            .annotate(newest=Max(f"{self.stories}__published_at"))
            .order_by("pk")
        )

    def lastmod(self, item: Any) -> datetime:
        return item.newest


class SectionSitemap(_ListSitemap):
    """Sections."""

    model, stories = Section, "articles"


class AuthorSitemap(_ListSitemap):
    """Authors."""

    model, stories = Author, "articles"


class TagSitemap(_ListSitemap):
    """Tags."""

    model, stories = Tag, "articles"


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
    "articles": ArticleSitemap,
    "sections": SectionSitemap,
    "authors": AuthorSitemap,
    "tags": TagSitemap,
    "pages": PageSitemap,
}


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
        "Disallow: /search/",
        "Disallow: /*/comments/",
        "Disallow: /read/",
        "",
        f"Sitemap: {base(request)}/sitemap.xml",
        f"Sitemap: {base(request)}/news-sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
