"""Corrections as readers and machines see them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article, Correction
from newsroom.thai.dates import iso_bangkok
from tests import builders
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
TEXT = "ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน"


def published_in_2016(**overrides: Any) -> Article:
    return builders.published_article(
        published_at=datetime(2016, 8, 6, 2, 5, tzinfo=UTC), **overrides
    )


def json_ld(client: Client, article: Article) -> dict[str, Any]:
    page = client.get(article.get_absolute_url()).content.decode()
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert match
    return json.loads(match[1])


def test_a_correction_is_on_the_article_and_on_the_page_of_corrections(client: Client) -> None:
    article = published_in_2016()
    builders.correction(article, corrected_at=datetime(2016, 8, 7, 3, 0, tzinfo=UTC))
    for url in (article.get_absolute_url(), "/corrections/"):
        page = client.get(url).content.decode().replace("\u00a0", " ")
        assert TEXT in page
        assert "7 สิงหาคม 2559 เวลา 10.00 น." in page
        assert 'datetime="2016-08-07T10:00:00+07:00"' in page
    assert f"/news/{article.pk}/#corrections" in page
    assert 'href="/corrections/"' in client.get("/").content.decode()
    assert "/corrections/" in client.get("/sitemap-pages.xml").content.decode()


def test_structured_data_feeds_and_sitemap_tell_of_a_correction(client: Client) -> None:
    article = published_in_2016()
    date = datetime(2016, 8, 7, 3, 0, tzinfo=UTC)
    builders.correction(article, corrected_at=date)
    data = json_ld(client, article)
    assert data["dateModified"] == iso_bangkok(date)
    assert [(item["@type"], item["datePublished"]) for item in data["correction"]] == [
        ("CorrectionComment", "2016-08-07T10:00:00+07:00")
    ]
    assert data["correction"][0]["text"].replace("\u00a0", " ") == TEXT
    assert "<updated>2016-08-07T03:00:00+00:00" in client.get("/feed/atom/").content.decode()
    assert client.get("/feed/json/").json()["items"][0]["date_modified"] == iso_bangkok(date)
    assert "2016-08-07" in client.get("/sitemap-2016-08.xml").content.decode()


def test_an_article_without_corrections_mentions_none(client: Client) -> None:
    article = published_in_2016()
    assert "correction" not in json_ld(client, article)
    assert 'id="corrections"' not in client.get(article.get_absolute_url()).content.decode()
    assert "ยังไม่มีการแก้ไขข่าว" in client.get("/corrections/").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_corrections_are_public_with_their_article_only(client: Client, state: str) -> None:
    article = STATES[state]()
    builders.correction(article, text="ความลับของข่าวนี้")
    assert ("ความลับของข่าวนี้" in client.get("/corrections/").content.decode()) == (
        state == "published"
    )
    assert Correction.objects.public().exists() == (state == "published")


def test_a_correction_is_hidden_while_its_article_is_withdrawn(client: Client) -> None:
    article = published_in_2016()
    builders.correction(article)
    builders.withdraw(article)
    assert TEXT[:10] not in client.get("/corrections/").content.decode()
    builders.republish(article)
    assert TEXT[:10] in client.get("/corrections/").content.decode()
    assert Article.objects.get().corrections_json != []


def test_the_page_of_corrections_is_paginated_in_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(35):
        builders.correction(published_in_2016())
    with django_assert_max_num_queries(8):
        first = client.get("/corrections/").content.decode()
    assert first.count('class="correction"') == 30
    assert client.get("/corrections/?page=2").content.decode().count('class="correction"') == 5
    assert client.get("/corrections/?page=๒").status_code == 200
    assert client.get("/corrections/?page=ก").status_code == 200
    assert client.get("/corrections/?page=3").status_code == 404


def test_script_in_a_correction_is_harmless(client: Client) -> None:
    article = published_in_2016()
    builders.correction(article, text="</script><script>alert(1)</script><b>")
    for url in (article.get_absolute_url(), "/corrections/"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
