"""Search documents follow the articles."""

from __future__ import annotations

import contextlib

import pytest
from django.db import transaction
from django.test import Client

from newsroom.articles.models import Article
from newsroom.search.models import SearchDocument
from newsroom.thai.segmentation import segment_words
from tests import builders
from tests.search.pages import publish, result_ids

pytestmark = pytest.mark.django_db


def test_the_index_follows_every_change(client: Client) -> None:
    pk = publish("พาดหัวเดิม")
    article = Article.objects.get(pk=pk)
    article.headline = "พาดหัวใหม่"
    article.save()
    assert result_ids(client, "เดิม") == []
    assert result_ids(client, "ใหม่") == [pk]
    article.delete()
    assert not SearchDocument.objects.exists()


def test_a_change_that_is_rolled_back_is_not_found(client: Client) -> None:
    pk = publish("พาดหัวเดิม")
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        Article.objects.get(pk=pk).tags.add("แท็กใหม่เอี่ยม")
        raise ZeroDivisionError
    assert result_ids(client, "ใหม่เอี่ยม") == []
    assert result_ids(client, "พาดหัวเดิม") == [pk]


def test_tags_and_authors_are_found_and_follow_their_names(client: Client) -> None:
    article = builders.published_article(headline="ข่าวเช้า", tags=["พะยูน"])
    assert result_ids(client, "พะยูน") == [article.pk]
    assert result_ids(client, "ไพฑูรย์") == [article.pk]
    author = builders.author()
    author.name = "สมศักดิ์ รักษ์ทะเล"
    author.save()
    assert result_ids(client, "รักษ์ทะเล") == [article.pk]
    assert result_ids(client, "ไพฑูรย์") == []


@pytest.mark.parametrize("text", ["ก", " ", "ๆ", "่", "เ", "🌊", "a", "ก\n", "ำ"])
def test_a_megabyte_of_anything_is_indexed(client: Client, text: str) -> None:
    """Segmenting and cleaning take linear time, and lose nothing."""
    megabyte = text * (1_000_000 // len(text.encode()))
    assert "".join(segment_words(megabyte)) == megabyte
    pk = publish("ข่าวยาวมาก", f"<p>{megabyte}</p>")
    assert result_ids(client, "ยาวมาก") == [pk]
