"""JSON-LD of articles and of the front page, and the canonical URLs beside it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article
from tests import builders

pytestmark = pytest.mark.django_db


def json_ld(page: str) -> dict[str, Any]:
    """The one JSON-LD object of a page."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(scripts) == 1
    return json.loads(scripts[0])


def test_an_articles_page_has_complete_json_ld(client: Client, article: Article) -> None:
    article.credits.create(role="ภาพและข่าว", name="ไพฑูรย์ ล่องเพ็ง")
    builders.visible_comment(article)
    page = client.get(article.get_absolute_url()).content.decode()
    data = json_ld(page)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.headline
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
    assert f'<link rel="canonical" href="http://testserver/news/{article.pk}/">' in page
    assert "article:published_time" in page


def test_the_front_page_is_a_website_with_a_search(client: Client, article: Article) -> None:
    data = json_ld(client.get("/").content.decode())
    assert data["@type"] == "WebSite"
    assert data["url"] == data["publisher"]["url"] == "http://testserver/"
    assert "search_term_string" in data["potentialAction"]["target"]["urlTemplate"]


def test_the_pages_of_a_list_are_canonical_themselves(client: Client) -> None:
    for _ in range(31):
        builders.published_article(tags=[])
    page = client.get("/section/local/?page=2&utm_source=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/section/local/?page=2">' in page
    assert (
        '<link rel="canonical" href="http://testserver/section/local/">'
        in client.get("/section/local/").content.decode()
    )
