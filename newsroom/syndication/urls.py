"""Feeds, sitemaps, robots.txt"""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from newsroom.syndication import feeds, sitemaps
from newsroom.web.caching import public

app_name = "syndication"

minute = public(seconds=60)
hour = public(seconds=3600)

urlpatterns = [
    path("feed/", minute(feeds.SiteFeed()), name="feed"),
    path("feed/atom/", minute(feeds.AtomFeed()), name="feed_atom"),
    path("feed/json/", feeds.json_feed, name="feed_json"),
    path("section/<slug:slug>/feed/", minute(feeds.SectionFeed()), name="section_feed"),
    path("tag/<thai:slug>/feed/", minute(feeds.TagFeed()), name="tag_feed"),
    path("author/<slug:slug>/feed/", minute(feeds.AuthorFeed()), name="author_feed"),
    path(
        "sitemap.xml",
        hour(sitemap_views.index),
        {"sitemaps": sitemaps.SITEMAPS, "sitemap_url_name": "syndication:sitemap_part"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        hour(sitemap_views.sitemap),
        {"sitemaps": sitemaps.SITEMAPS},
        name="sitemap_part",
    ),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
