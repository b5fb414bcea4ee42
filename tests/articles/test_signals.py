"""Receivers of `articles_changed` find the listings updated, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from newsroom.articles.models import Article, ArticleListing
from newsroom.articles.signals import articles_changed, notify_articles_changed, notify_once
from newsroom.comments.services import update_comment_counts
from tests import builders
from tests.articles.article_form import change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def received() -> Iterator[list[dict[str, Any]]]:
    """The arguments of every signal, with the listing keys stored at that moment."""
    calls: list[dict[str, Any]] = []

    def receiver(ids: list[int], content_changed: bool, **kwargs: Any) -> None:
        stored = ArticleListing.objects.filter(pk__in=ids).values_list("listing_keys", flat=True)
        calls.append({"ids": ids, "content_changed": content_changed, "keys": list(stored)})

    articles_changed.connect(receiver)
    yield calls
    articles_changed.disconnect(receiver)


def test_listings_are_updated_before_other_receivers_run(received: list[dict[str, Any]]) -> None:
    section = builders.section()
    article = Article.objects.create(headline="ข่าว", section=section)
    assert received == [
        {"ids": [article.pk], "content_changed": True, "keys": [f"section:{section.pk}"]}
    ]


def test_listings_are_rolled_back_with_the_change() -> None:
    article = builders.published_article()
    before = ArticleListing.objects.values().get()
    with transaction.atomic():
        article.section = builders.section("กีฬา", "sport")
        article.save()
        assert ArticleListing.objects.values().get() != before
        transaction.set_rollback(True)
    assert ArticleListing.objects.values().get() == before


def test_a_new_comment_count_changes_no_content(received: list[dict[str, Any]]) -> None:
    article = builders.published_article()
    received.clear()
    update_comment_counts([article.pk])
    assert [call["content_changed"] for call in received] == [False]


def test_several_changes_of_an_article_notify_once(received: list[dict[str, Any]]) -> None:
    article, other = builders.published_article(), builders.published_article()
    received.clear()
    with notify_once():
        with notify_once():
            update_comment_counts([other.pk, article.pk])
            article.tags.add("น้ำท่วม", "ชายหาด")
        article.save()
        assert received == []
    assert [(call["ids"], call["content_changed"]) for call in received] == [
        ([article.pk], True),
        ([other.pk], False),
    ]


def test_a_change_that_fails_notifies_nobody(received: list[dict[str, Any]]) -> None:
    article = builders.published_article()
    received.clear()
    with transaction.atomic():
        with suppress(ZeroDivisionError), notify_once():
            article.save()
            article.position = 1 / 0
        transaction.set_rollback(True)
    assert received == []
    article.save()
    assert len(received) == 1


def test_a_save_in_the_admin_notifies_once(
    received: list[dict[str, Any]], admin_client: Client
) -> None:
    article = builders.draft_article()
    received.clear()
    data = {**form_data(admin_client, article), "headline": "หัวใหม่", "tags": "น้ำท่วม, คลื่นลม"}
    assert admin_client.post(change_url(article), data).status_code == 302
    assert [call["ids"] for call in received] == [[article.pk]]


def test_no_ids_are_no_signal(received: list[dict[str, Any]]) -> None:
    notify_articles_changed([])
    notify_articles_changed([None])
    assert received == []
