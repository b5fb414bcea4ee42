"""«ข่าวยอดนิยม» on the front page and under a story."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from newsroom.readership.most_read import SHOWN, most_read, most_read_since
from tests import builders
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db


def listed(client: Client, address: str) -> list[int]:
    """The stories of the list on a page, in order."""
    page = client.get(address).content.decode()
    found = re.search(r'<section class="most-read".*?</section>', page, re.DOTALL)
    return [int(pk) for pk in re.findall(r"/news/(\d+)/", found[0])] if found else []


def test_the_list_is_in_the_order_of_readers(client: Client) -> None:
    stories = [builders.published_article() for _ in range(7)]
    for number, story in enumerate(stories):
        builders.read_by(story, readers=10 + number)
    expected = [story.pk for story in reversed(stories)]
    assert listed(client, "/") == expected[:SHOWN]
    assert listed(client, stories[6].get_absolute_url()) == expected[1 : SHOWN + 1]


def test_without_readers_there_is_no_list(client: Client) -> None:
    story = builders.published_article()
    assert listed(client, "/") == listed(client, story.get_absolute_url()) == []
    assert "ข่าวยอดนิยม" not in client.get("/").content.decode()


@pytest.mark.parametrize("state", STATES)
def test_only_public_stories_are_most_read(client: Client, state: str) -> None:
    other, story = builders.published_article(), STATES[state]()
    builders.read_by(other, readers=1)
    builders.read_by(story, readers=99)
    expected = [story.pk, other.pk] if state == "published" else [other.pk]
    # Counted now, and from the order that was kept a moment ago.
    assert listed(client, "/") == listed(client, "/") == expected
    assert [one.pk for one, _ in most_read_since(timezone.localdate(), limit=9)] == expected


def test_a_story_taken_back_leaves_the_list_at_once_and_the_next_moves_up(client: Client) -> None:
    stories = [builders.published_article() for _ in range(SHOWN + 1)]
    for number, story in enumerate(stories):
        builders.read_by(story, readers=100 - number)
    assert listed(client, "/")[0] == stories[0].pk
    builders.take_back(stories[0])
    assert listed(client, "/") == [story.pk for story in stories[1:]]


def test_only_the_last_hours_count() -> None:
    now = timezone.localtime()
    old, fresh = builders.published_article(), builders.published_article()
    before = now - timedelta(hours=24)
    builders.read_by(old, readers=90, day=before.date(), hour=before.hour)
    builders.read_by(fresh, readers=1)
    assert [story.pk for story in most_read(hours=24)] == [fresh.pk]
    cache.clear()
    assert [story.pk for story in most_read(hours=26)] == [old.pk, fresh.pk]


@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_costs_a_query_and_once_a_minute_two_however_many_were_read(
    rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        builders.read_by(builders.published_article(), readers=number + 1)
    for queries in (2, 1, 1):
        with django_assert_num_queries(queries):
            assert most_read()
