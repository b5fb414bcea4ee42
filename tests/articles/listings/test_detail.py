"""Whole articles are loaded in few queries, and only public ones."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.articles.listings.detail import get_public_article, get_public_articles
from tests import builders

pytestmark = pytest.mark.django_db


def test_articles_come_in_the_order_of_the_ids_with_their_relations(
    django_assert_num_queries: Any,
) -> None:
    first = builders.published_article(tags=["ข้าว", "กา"], credits=[("ภาพ", "วิชัย ลมบก")])
    second = builders.published_article(tags=[], authors=[])
    hidden = builders.draft_article()
    with django_assert_num_queries(4):
        articles = get_public_articles([second.pk, hidden.pk, 10**9, first.pk])
        assert articles == [second, first]
        assert [tag.name for tag in articles[1].cached_tags] == ["กา", "ข้าว"]
        assert [str(credit) for credit in articles[1].cached_credits] == ["ภาพ : วิชัย ลมบก"]
        assert [byline.author.name for byline in articles[1].cached_bylines] == ["ไพฑูรย์ ล่องเพ็ง"]
        assert (articles[0].cached_bylines, articles[0].cached_tags) == ([], [])


def test_more_articles_than_one_query_loads_are_loaded_by_several() -> None:
    """A feed of more than 30 articles was an error once."""
    articles = [builders.published_article(authors=[], tags=[]) for _ in range(31)]
    assert get_public_articles(article.pk for article in articles) == articles


def test_an_article_that_is_not_public_is_none(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert get_public_article(999) is None
    assert get_public_article(builders.scheduled_article().pk) is None
    assert get_public_articles([]) == []
