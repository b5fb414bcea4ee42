"""«ข่าวยอดนิยม» on the front page and below an article."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from newsroom.readership.most_read import MOST_READ_SHOWN, most_read, most_read_since
from tests import builders
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db


def listed_ids(client: Client, url: str) -> list[int]:
    """The ids in the list on a page, in order."""
    page = client.get(url).content.decode()
    match = re.search(r'<section class="most-read".*?</section>', page, re.DOTALL)
    return [int(pk) for pk in re.findall(r"/news/(\d+)/", match[0])] if match else []


def test_the_list_is_ordered_by_readers(client: Client) -> None:
    articles = [builders.published_article() for _ in range(7)]
    for index, article in enumerate(articles):
        builders.add_visits(article, readers=10 + index)
    expected = [article.pk for article in reversed(articles)]
    assert listed_ids(client, "/") == expected[:MOST_READ_SHOWN]
    assert listed_ids(client, articles[6].get_absolute_url()) == expected[1 : MOST_READ_SHOWN + 1]


def test_without_readers_there_is_no_list(client: Client) -> None:
    article = builders.published_article()
    assert listed_ids(client, "/") == listed_ids(client, article.get_absolute_url()) == []
    assert "ข่าวยอดนิยม" not in client.get("/").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_only_public_articles_are_listed(client: Client, state: str) -> None:
    other, article = builders.published_article(), STATES[state]()
    builders.add_visits(other, readers=1)
    builders.add_visits(article, readers=99)
    expected = [article.pk, other.pk] if state == "published" else [other.pk]
    # The second time from the cached ranking.
    assert listed_ids(client, "/") == listed_ids(client, "/") == expected
    assert [ranked.pk for ranked, _ in most_read_since(timezone.localdate(), limit=9)] == expected


def test_a_withdrawn_article_leaves_the_list_at_once_and_the_next_moves_up(client: Client) -> None:
    articles = [builders.published_article() for _ in range(MOST_READ_SHOWN + 1)]
    for index, article in enumerate(articles):
        builders.add_visits(article, readers=100 - index)
    assert listed_ids(client, "/")[0] == articles[0].pk
    builders.withdraw(articles[0])
    assert listed_ids(client, "/") == [article.pk for article in articles[1:]]


def test_only_the_last_hours_count() -> None:
    now = timezone.localtime()
    old, fresh = builders.published_article(), builders.published_article()
    before = now - timedelta(hours=24)
    builders.add_visits(old, readers=90, day=before.date(), hour=before.hour)
    builders.add_visits(fresh, readers=1)
    assert [article.pk for article in most_read(hours=24)] == [fresh.pk]
    cache.clear()
    assert [article.pk for article in most_read(hours=26)] == [old.pk, fresh.pk]


@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_costs_one_query_and_once_a_minute_two_however_many_were_read(
    rows: int, django_assert_num_queries: Any
) -> None:
    for index in range(rows):
        builders.add_visits(builders.published_article(), readers=index + 1)
    for queries in (2, 1, 1):
        with django_assert_num_queries(queries):
            assert most_read()
