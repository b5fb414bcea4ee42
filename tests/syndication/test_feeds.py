"""Feeds and sitemaps. Nasty texts tried: script, CDATA ends, ampersands, emoji, control characters."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.models import SiteIdentity
from tests import builders

pytestmark = pytest.mark.django_db
NASTY = 'น้ำท่วม & <b>หนัก</b> ]]> 🌊 "คำพูด" \u000b</script>'
XML_FEEDS = [
    "/feed/",
    "/feed/atom/",
    "/section/local/feed/",
    "/tag/ข่าว/feed/",
    "/author/phaithun/feed/",
]


@pytest.fixture
def story() -> Article:
    SiteIdentity(name="อ่าวทรายโพสต์ & เพื่อน", tagline="ข่าว <ดี>").save()
    return builders.published_article(
        headline=NASTY,
        standfirst=NASTY,
        body=f"<p>{NASTY}</p><p><a href='/section/local/'>ลิงก์</a></p>",
        tags=["ข่าว"],
        lead_photo=builders.photo(),
    )


@pytest.mark.parametrize("address", XML_FEEDS)
def test_feeds_are_well_formed_ascii_and_christian(
    client: Client, story: Article, address: str
) -> None:
    """T-X1, T-D2"""
    answer = client.get(address)
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    entry = feed.entries[0]
    assert entry.link == f"http://testserver/news/{story.pk}/"
    assert entry.id == entry.link
    assert entry.published_parsed.tm_year == story.published_at.year
    assert "น้ำท่วม" in entry.title
    assert "<b>" not in entry.title or "&lt;b" in answer.content.decode()
    for link in re.findall(r"(?:<link>|href=\")([^<\"]+)", answer.content.decode()):
        assert link.isascii(), link
        assert link.startswith("http://testserver/"), link
    assert entry.enclosures[0].type == "image/jpeg"
    assert int(entry.enclosures[0].length) > 0


def test_the_whole_story_travels_with_absolute_addresses(client: Client, story: Article) -> None:
    entry = feedparser.parse(client.get("/feed/").content).entries[0]
    body = entry.content[0].value
    assert "http://testserver/section/local/" in body
    assert "<script" not in body
    assert "srcset" not in body


def test_the_json_feed_is_complete(client: Client, story: Article) -> None:
    answer = client.get("/feed/json/")
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    item = feed["items"][0]
    assert item["url"] == f"http://testserver/news/{story.pk}/"
    assert item["date_published"].endswith("+07:00")
    assert item["title"] == story.headline
    assert item["authors"][0]["name"] == "ไพฑูรย์ ล่องเพ็ง"


def test_feeds_of_what_is_not_there_are_404_and_of_nothing_are_valid(client: Client) -> None:
    for address in ("/section/none/feed/", "/tag/ไม่มี/feed/", "/author/none/feed/"):
        assert client.get(address).status_code == 404
    assert not feedparser.parse(client.get("/feed/").content).entries
    assert json.loads(client.get("/feed/json/").content)["items"] == []


def test_a_feed_costs_the_same_for_many_stories(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        builders.published_article()
    with django_assert_max_num_queries(10):
        client.get("/feed/")


def locations(client: Client, address: str) -> list[str]:
    root = ElementTree.fromstring(client.get(address).content)
    return [
        element.text or ""
        for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_the_sitemap_names_every_page_once(client: Client, story: Article) -> None:
    parts = locations(client, "/sitemap.xml")
    assert len(parts) == 5
    pages = [
        page for part in parts for page in locations(client, part.removeprefix("http://testserver"))
    ]
    assert len(pages) == len(set(pages))
    expected = [story, story.section, story.byline[0].author, story.tags.first()]
    from newsroom.web.addresses import absolute

    for thing in expected:
        assert absolute(thing.get_absolute_url()) in pages
    assert all(page.isascii() and page.startswith("http://testserver/") for page in pages)
    for page in pages:
        assert client.get(page.removeprefix("http://testserver")).status_code == 200


def test_empty_lists_are_not_in_the_sitemap(client: Client) -> None:
    builders.draft_article()
    for part in ("2016-08", "sections", "authors", "tags"):
        assert locations(client, f"/sitemap-{part}.xml") == []


def test_the_news_sitemap_has_two_days(client: Client, story: Article) -> None:
    """T-X2"""
    builders.published_article(published_at=timezone.now() - timedelta(hours=49))
    text = client.get("/news-sitemap.xml").content.decode()
    assert locations(client, "/news-sitemap.xml") == [f"http://testserver/news/{story.pk}/"]
    assert "<news:language>th</news:language>" in text
    assert "+07:00</news:publication_date>" in text
    Article.objects.all().delete()
    assert locations(client, "/news-sitemap.xml") == []


def test_robots_are_told_where_and_where_not(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Disallow: /search/suggest" in text
    assert "Disallow: /search/\n" not in text, "who may not look never sees a noindex"
    assert "Sitemap: http://testserver/sitemap.xml" in text


def json_ld(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def test_a_storys_page_tells_machines_everything(client: Client, story: Article) -> None:
    story.credits.create(role="ภาพและข่าว", name="ไพฑูรย์ ล่องเพ็ง")
    builders.visible_comment(story)
    page = client.get(story.get_absolute_url()).content.decode()
    data = json_ld(page)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == story.headline
    assert data["datePublished"].endswith("+07:00")
    assert data["author"] == [
        {"@type": "Person", "name": "ไพฑูรย์ ล่องเพ็ง", "url": "http://testserver/author/phaithun/"}
    ]
    assert (data["articleSection"], data["keywords"]) == ("ท้องถิ่น", ["ข่าว"])
    assert (data["commentCount"], data["isAccessibleForFree"], data["inLanguage"]) == (
        1,
        True,
        "th",
    )
    assert data["creditText"] == "ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"
    assert data["wordCount"] > 0
    assert len(data["image"]) == 4
    for name in ("dateModified", "mainEntityOfPage", "publisher"):
        assert data[name]
    assert '<meta property="og:image:width" content="1200">' in page
    assert f'<link rel="canonical" href="http://testserver/news/{story.pk}/">' in page
    assert "article:published_time" in page


def test_the_front_page_is_a_website(client: Client, story: Article) -> None:
    data = json_ld(client.get("/").content.decode())
    assert data["@type"] == "WebSite"
    assert "search_term_string" in data["potentialAction"]["target"]["urlTemplate"]


def test_pages_of_a_list_are_canonical_themselves(client: Client) -> None:
    for _ in range(31):
        builders.published_article(tags=[])
    page = client.get("/section/local/?page=2&utm_source=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/section/local/?page=2">' in page
    assert (
        '<link rel="canonical" href="http://testserver/section/local/">'
        in client.get("/section/local/").content.decode()
    )
