"""Sitemaps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.web.absolute_urls import absolute_url
from tests import builders

pytestmark = pytest.mark.django_db


def locations(client: Client, url: str) -> list[str]:
    """The URLs in a sitemap."""
    root = ElementTree.fromstring(client.get(url).content)
    return [
        element.text or ""
        for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_the_sitemap_has_every_page_once(client: Client, article: Article) -> None:
    parts = locations(client, "/sitemap.xml")
    assert len(parts) == 6
    urls = [
        url for part in parts for url in locations(client, part.removeprefix("http://testserver"))
    ]
    assert len(urls) == len(set(urls))
    byline = article.bylines.get()
    for row in (article, article.section, byline.author, article.tags.get()):
        assert row is not None
        assert absolute_url(row.get_absolute_url()) in urls
    assert all(url.isascii() and url.startswith("http://testserver/") for url in urls)
    for url in urls:
        assert client.get(url.removeprefix("http://testserver")).status_code == 200


def test_listings_without_public_articles_are_not_in_the_sitemap(client: Client) -> None:
    builders.draft_article()
    for part in ("2016-08", "sections", "authors", "tags"):
        assert locations(client, f"/sitemap-{part}.xml") == []


def test_the_news_sitemap_has_the_articles_of_two_days(client: Client, article: Article) -> None:
    """T-X2"""
    builders.published_article(published_at=timezone.now() - timedelta(hours=49))
    page = client.get("/news-sitemap.xml").content.decode()
    assert locations(client, "/news-sitemap.xml") == [f"http://testserver/news/{article.pk}/"]
    assert "<news:name>อ่าวทรายโพสต์ &amp; เพื่อน</news:name>" in page
    assert "<news:language>th</news:language>" in page
    assert "+07:00</news:publication_date>" in page
    Article.objects.all().delete()
    assert locations(client, "/news-sitemap.xml") == []


def test_articles_name_their_lead_photo(client: Client, django_assert_max_num_queries: Any) -> None:
    photo = builders.photo()
    with_photo = [builders.published_article(lead_photo=photo) for _ in range(3)]
    builders.published_article()
    month = f"{timezone.localtime(with_photo[0].published_at):%Y-%m}"
    with django_assert_max_num_queries(3):
        xml = client.get(f"/sitemap-{month}.xml").content.decode()
    assert xml.count("<image:loc>") == 3
    assert f"<image:loc>http://testserver{photo.url()}</image:loc>" in xml
