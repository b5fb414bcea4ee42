"""Feeds: well-formed, with absolute URLs of the requested host, in every format."""

from __future__ import annotations

import json
import re
import threading
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.site.models import SiteSettings
from newsroom.syndication import feeds
from tests import builders

pytestmark = pytest.mark.django_db
XML_FEEDS = [
    "/feed/",
    "/feed/atom/",
    "/section/local/feed/",
    "/tag/ข่าว/feed/",
    "/author/phaithun/feed/",
]
JSON_FEEDS = [
    "/feed/json/",
    "/section/local/feed/json/",
    "/tag/ข่าว/feed/json/",
    "/author/phaithun/feed/json/",
]


@pytest.mark.parametrize("url", XML_FEEDS)
def test_xml_feeds_are_well_formed_with_ascii_urls_and_christian_dates(
    client: Client, article: Article, url: str
) -> None:
    """T-X1, T-D2"""
    response = client.get(url)
    assert response.status_code == 200
    ElementTree.fromstring(response.content)
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    entry = feed.entries[0]
    assert entry.link == f"http://testserver/news/{article.pk}/"
    assert entry.id == entry.link
    assert entry.published_parsed.tm_year == article.published_at.year  # type: ignore[union-attr]
    assert "น้ำท่วม" in entry.title
    assert "<b>" not in entry.title or "&lt;b" in response.content.decode()
    for link in re.findall(r"(?:<link>|href=\")([^<\"]+)", response.content.decode()):
        assert link.isascii(), link
        assert link.startswith("http://testserver/"), link
    assert entry.enclosures[0].type == "image/jpeg"
    assert int(entry.enclosures[0].length) > 0


@pytest.mark.parametrize("url", JSON_FEEDS)
def test_json_feeds_are_complete(client: Client, article: Article, url: str) -> None:
    response = client.get(url)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].isascii()
    assert feed["feed_url"].startswith("http://testserver/")
    item = feed["items"][0]
    assert item["id"] == item["url"] == f"http://testserver/news/{article.pk}/"
    assert item["date_published"].endswith("+07:00")
    assert item["date_modified"].endswith("+07:00")
    assert item["title"] == article.headline
    assert item["authors"] == [
        {"name": "ไพฑูรย์ ล่องเพ็ง", "url": "http://testserver/author/phaithun/"}
    ]
    assert item["tags"] == ["ข่าว"]
    assert item["image"].startswith("http://testserver/media/")
    assert "http://testserver/section/local/" in item["content_html"]


def test_feeds_have_the_whole_text_with_absolute_urls(client: Client, article: Article) -> None:
    entry = feedparser.parse(client.get("/feed/").content).entries[0]
    body = entry.content[0].value
    assert "http://testserver/section/local/" in body
    assert "<script" not in body
    assert "srcset" not in body


def test_photographers_credits_and_corrections_are_in_every_format(client: Client) -> None:
    article = builders.published_article(
        lead_photo=builders.photo(), credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")], authors=[]
    )
    builders.correction(article)
    for url in ("/feed/", "/feed/atom/", "/feed/json/"):
        text = client.get(url).content.decode()
        for part in ("สุนิสา ชูช่วย", "ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง", "ฉบับก่อนหน้าเขียนว่า"):
            assert part in text, (url, part)
    rss = ElementTree.fromstring(client.get("/feed/").content)
    media = "{http://search.yahoo.com/mrss/}"
    credit = rss.find(f".//{media}content/{media}credit")
    assert credit is not None
    assert credit.text == "สุนิสา ชูช่วย"


def test_feeds_may_have_summaries_only(client: Client, article: Article) -> None:
    SiteSettings.objects.update(feeds_whole_text=False)
    body = feedparser.parse(client.get("/feed/").content).entries[0].content[0].value
    assert f"http://testserver/news/{article.pk}/" in body
    assert "/section/local/" not in body
    assert "สุนิสา ชูช่วย" in body


def test_the_comments_of_an_article_have_a_feed(client: Client, article: Article) -> None:
    builders.visible_comment(article, body="จริงครับ\n<b>ขอบคุณ</b>")
    builders.pending_comment(article, body="ยังไม่ตรวจ")
    url = f"{article.get_absolute_url()}comments/feed/"
    entry = feedparser.parse(client.get(url).content).entries
    assert len(entry) == 1
    assert "&lt;b&gt;" in entry[0].content[0].value
    assert json.loads(client.get(f"{url}json/").content)["items"][0]["title"] == "สมหญิง"
    builders.withdraw(article)
    assert client.get(url).status_code == 410
    assert client.get("/news/99999/comments/feed/").status_code == 404


def test_a_feed_says_when_it_changed_and_has_fifty_items(client: Client, article: Article) -> None:
    response = client.get("/feed/")
    assert parsedate_to_datetime(response["Last-Modified"]).date() == article.published_at.date()
    assert feeds.MAX_ITEMS == 50
    assert b"<language>th-TH</language>" in response.content


@pytest.mark.parametrize("url", ["/feed/", "/feed/atom/", "/feed/json/"])
def test_simultaneous_requests_do_not_mix_their_hosts(
    article: Article, url: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PUBLIC_URL = ""
    settings.ALLOWED_HOSTS = ["first.example", "second.example"]
    load, pages = feeds.get_public_articles, {}
    articles = load([article.pk])

    def get(host: str) -> None:
        pages[host] = Client(headers={"host": host}).get(url).content.decode()

    def load_slowly(ids: Any) -> list[Article]:
        """While the first feed is being made, another thread makes the second one."""
        if threading.current_thread() is threading.main_thread():
            thread = threading.Thread(target=get, args=["second.example"])
            thread.start()
            thread.join()
        return articles

    monkeypatch.setattr(feeds, "get_public_articles", load_slowly)
    # The other thread has a database connection of its own, which sees none of this test's rows.
    monkeypatch.setattr(feeds.ArticleListQuery, "slice", lambda *args: [article.pk])
    get("first.example")
    for host, other in (("first", "second"), ("second", "first")):
        assert f"//{host}.example/news/{article.pk}/" in pages[f"{host}.example"]
        assert f"//{other}.example" not in pages[f"{host}.example"]


@pytest.mark.parametrize("url", ["/feed/", "/feed/json/"])
def test_a_feed_may_have_more_items_than_one_query_loads(
    client: Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(35):
        builders.published_article(tags=[], authors=[])
    monkeypatch.setattr(feeds, "MAX_ITEMS", 40)
    response = client.get(url)
    assert response.status_code == 200
    for pk in Article.objects.values_list("pk", flat=True):
        assert f"http://testserver/news/{pk}/" in response.content.decode()


def test_unknown_feeds_are_404_and_empty_ones_valid(client: Client) -> None:
    for url in ("/section/none/feed/", "/tag/ไม่มี/feed/", "/author/none/feed/"):
        assert client.get(url).status_code == 404
        assert client.get(f"{url}json/").status_code == 404
    feed = feedparser.parse(client.get("/feed/").content)
    assert not feed.entries
    assert not feed.bozo
    assert json.loads(client.get("/feed/json/").content)["items"] == []


@pytest.mark.parametrize("suffix", ["", "json/"])
def test_the_feed_of_a_renamed_tag_redirects_to_its_present_slug(
    client: Client, article: Article, suffix: str
) -> None:
    tag = article.tags.get()
    tag.aliases.create(slug="ข่าวเก่า")
    response = client.get(f"/tag/ข่าวเก่า/feed/{suffix}")
    assert response.status_code == 301
    assert response["Location"] == f"{tag.get_absolute_url()}feed/{suffix}"


@pytest.mark.parametrize("url", ["/feed/", "/feed/json/"])
def test_a_feed_makes_a_constant_number_of_queries(
    client: Client, url: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        builders.published_article()
    with django_assert_max_num_queries(10):
        client.get(url)
