"""Suggestions while a query is typed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders
from tests.search.pages import publish, suggestions

pytestmark = pytest.mark.django_db


def test_suggestions_are_tags_authors_and_headlines_of_public_articles(client: Client) -> None:
    public = builders.published_article(headline="ปูม้าคืนอ่าว", tags=["ปูม้ากระบี่"])
    builders.draft_article(headline="ปูม้าในร่าง", tags=["ปูม้าลับ"])
    texts = {(suggestion["kind"], suggestion["text"]) for suggestion in suggestions(client, "ปูม้า")}
    assert texts == {("tag", "ปูม้ากระบี่"), ("story", "ปูม้าคืนอ่าว")}
    assert suggestions(client, "คืนอ่าว")[0]["url"] == public.get_absolute_url()
    assert suggestions(client, "ไพฑูรย์")[0]["kind"] == "author"


def test_the_other_keyboard_layout_is_understood_and_eight_are_suggested_at_most(
    client: Client,
) -> None:
    for number in range(12):
        publish(f"ข่าวชาวบ้าน {number}")
    assert len(suggestions(client, "-jk;")) == 8


@pytest.mark.parametrize("query", ["", "ก", "\0", "่่", "%", "_", '"', "x" * 9999, "' OR 1=1 --"])
def test_odd_texts_have_no_suggestions(client: Client, query: str) -> None:
    publish("ข่าวธรรมดา")
    assert suggestions(client, query) == []


def test_suggestions_may_be_cached_by_anyone(client: Client) -> None:
    response = client.get("/search/suggest?q=ปูม้า")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
