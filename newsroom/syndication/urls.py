"""Feeds, sitemaps, robots.txt, license.xml, the API"""

from django.urls import URLPattern, path

from newsroom.syndication import crawlers, sitemaps
from newsroom.syndication.api import views as api
from newsroom.syndication.comment_feed import CommentFeed
from newsroom.syndication.feeds import AuthorFeed, PlaceFeed, SectionFeed, SiteFeed, TagFeed
from newsroom.syndication.formats.feeds import AtomFeed, JsonFeed, RssFeed
from newsroom.syndication.partners import views as partners
from newsroom.web.cache_control import cache_publicly

app_name = "syndication"

cached = cache_publicly(seconds=60)


def formats(route: str, name: str, feed: type[SiteFeed] | type[CommentFeed]) -> list[URLPattern]:
    """A feed as RSS, and below it as Atom and JSON."""
    return [
        path(route, cached(feed(RssFeed)), name=name),
        path(f"{route}atom/", cached(feed(AtomFeed)), name=f"{name}_atom"),
        path(f"{route}json/", cached(feed(JsonFeed)), name=f"{name}_json"),
    ]


urlpatterns = [
    *formats("feed/", "feed", SiteFeed),
    *formats("section/<slug:slug>/feed/", "section_feed", SectionFeed),
    *formats("tag/<thai:slug>/feed/", "tag_feed", TagFeed),
    *formats("author/<slug:slug>/feed/", "author_feed", AuthorFeed),
    *formats("place/<bigid:code>/feed/", "place_feed", PlaceFeed),
    *formats("news/<bigid:pk>/comments/feed/", "comment_feed", CommentFeed),
    path("partners/<slug:token>/feed/", partners.rss, name="partner_feed"),
    path("partners/<slug:token>/line-today/", partners.line_today, name="partner_line_today"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.part, name="sitemap_part"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("api/articles/", api.articles, name="api_articles"),
    path("api/articles/<bigid:pk>/", api.article, name="api_article"),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("indexnow-<slug:token>.txt", crawlers.indexnow_key_file, name="indexnow_key"),
    path("license.xml", crawlers.license_xml, name="license"),
]
