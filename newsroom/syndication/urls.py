"""Feeds, sitemaps, robots.txt"""

from django.urls import path

from newsroom.syndication import feeds, sitemaps
from newsroom.web.caching import public

app_name = "syndication"

minute = public(seconds=60)

urlpatterns = [
    path("feed/", minute(feeds.SiteFeed()), name="feed"),
    path("feed/atom/", minute(feeds.AtomFeed()), name="feed_atom"),
    path("feed/json/", feeds.json_feed, name="feed_json"),
    path("section/<slug:slug>/feed/", minute(feeds.SectionFeed()), name="section_feed"),
    path("tag/<thai:slug>/feed/", minute(feeds.TagFeed()), name="tag_feed"),
    path("author/<slug:slug>/feed/", minute(feeds.AuthorFeed()), name="author_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.part, name="sitemap_part"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
