"""Feeds of tricky articles keep the rules of the W3C validator: no error, no warning."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.site.models import SiteSettings
from newsroom.syndication.formats.absolute_html import absolute_html, feed_text
from tests import builders
from tests.syndication.feed_rules import html_problems, problems

pytestmark = pytest.mark.django_db
NASTY = 'น้ำท่วม & <b>หนัก</b> ]]> 🌊 👩‍👩‍👧 "คำพูด" \u000b\ufffd</script>'
TABLE = "<table><tbody><tr><th>รายการ</th><td>350</td></tr></tbody></table>"


@pytest.fixture
def tricky(db: None) -> Article:
    """Articles with everything that a body may hold."""
    SiteSettings(name="อ่าวทรายโพสต์ & เพื่อน").save()
    photo = builders.photo(credit="สุนิสา & เพื่อน")
    figure = f'<figure><img data-file="{photo.pk}" alt="ท่า"><figcaption>ริมท่า</figcaption></figure>'
    body = (
        f"<p>{NASTY}</p><p><a href='/section/local/'>ก</a> <a href='#top'>ข</a> "
        "<a href='../9/'>ค</a> <a href='?page=2'>ง</a> <a href='https://ไทย.example/ข่าว'>จ</a> "
        "<a href='mailto:desk@example.com'>ฉ</a> <span lang='ms-Arab' dir='rtl'>اي</span></p>"
        f"{TABLE}{figure}<figure data-gallery=''>{figure}{figure}</figure>"
        "<figure data-embed='https://youtu.be/dQw4w9WgXcQ'><figcaption>คลิป</figcaption></figure>"
        "<h2>หัวข้อ</h2><blockquote><p>คำ</p></blockquote><ol start='3'><li>สาม</li></ol>"
    )
    article = builders.published_article(
        headline=NASTY, standfirst=NASTY, body=body, lead_photo=photo, tags=["ข่าว"],
        credits=[("ภาพ & ข่าว", "<ไพฑูรย์>")],
    )  # fmt: skip
    builders.correction(article, text=NASTY)
    builders.visible_comment(article, body=NASTY, name="ก & <b>")
    builders.published_article(authors=[], tags=[])
    Article.objects.update(body_html=article.body_html + "<p>\ufffd</p>")
    return article


@pytest.mark.parametrize("format_", ["", "atom/"])
def test_every_feed_keeps_the_rules(client: Client, tricky: Article, format_: str) -> None:
    for url in (
        "/feed/",
        "/section/local/feed/",
        "/tag/ข่าว/feed/",
        "/author/phaithun/feed/",
        f"{tricky.get_absolute_url()}comments/feed/",
    ):
        response = client.get(url + format_)
        assert response.status_code == 200
        assert problems(response.content) == [], url


def test_the_rules_find_what_they_are_for() -> None:
    html = '<p><a href="../x">ก</a><figure data-x=""></figure><img src="/a.jpg"></p>'
    assert len(html_problems(html)) == 4


def test_addresses_are_joined_as_a_browser_would() -> None:
    html = absolute_html(
        '<p><a href="../9/">ก</a><a href="?p=2">ข</a><a href="//cdn.example/x">ค</a></p>',
        "https://a.example/news/7/",
    )
    for url in (
        "https://a.example/news/9/",
        "https://a.example/news/7/?p=2",
        "https://cdn.example/x",
    ):
        assert f'href="{url}"' in html


def test_text_for_feeds_keeps_thai_and_emoji() -> None:
    assert feed_text("น้ำ\ufffd👩‍👩‍👧\x0b") == "น้ำ👩‍👩‍👧"
