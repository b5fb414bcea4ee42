"""Listings return the right ids at any offset, without scanning what comes before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.articles.listings import queries
from newsroom.articles.models import Article, Byline
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.articles.listings.many_articles import create_many

pytestmark = pytest.mark.django_db
AUGUST = datetime(2016, 8, 6, tzinfo=BANGKOK)


def test_listings_of_tags_and_authors_are_newest_first_without_repeats() -> None:
    old = builders.published_article(published_at=AUGUST)
    new = builders.published_article()
    builders.scheduled_article()
    builders.withdrawn_article()
    Byline.objects.create(article=old, author=builders.author(), role="photographer")
    assert queries.articles_by_author(builders.author()).slice(0, 9) == [new.pk, old.pk]
    assert queries.articles_with_tag(builders.tag("ชายหาด")).slice(0, 9) == [new.pk, old.pk]


def test_a_listing_is_right_at_any_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it starts at the top or seeks a month: months without articles, articles of the same
    second, of the last second of a month, of this month, scheduled for this month and the next."""
    monkeypatch.setattr(queries, "SEEK_FROM_OFFSET", 0)
    now = timezone.now()
    dates = [AUGUST - timedelta(days=11 * index) for index in range(20)] + [AUGUST] * 9
    dates += [
        datetime(2016, 6, 30, 23, 59, 59, 999999, BANGKOK),
        datetime(2016, 7, 1, tzinfo=BANGKOK),
    ]
    dates += [now - timedelta(minutes=index) for index in range(5)]
    dates += [now + timedelta(minutes=1), now + timedelta(days=40)]
    section = create_many(dates)
    builders.withdrawn_article()
    public = list(Article.objects.published().newest_first().values_list("pk", flat=True))
    assert len(public) == len(dates) - 2 + 1
    for listing in (
        queries.all_articles(),
        queries.articles_in_section(section),
        queries.articles_with_tag(builders.tag("ชายหาด")),
        queries.articles_by_author(builders.author()),
    ):
        assert listing.count(10) == (len(public), False)
        for offset in range(len(public) + 2):
            assert listing.slice(offset, 7) == public[offset : offset + 7], offset


def test_a_high_offset_is_one_query_with_a_low_offset(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    section = create_many([AUGUST - timedelta(days=10 * index) for index in range(100)])
    monkeypatch.setattr(queries, "SEEK_FROM_OFFSET", 60)
    with builders.page_cache_enabled():
        queries.articles_in_section(section).slice(60, 31)
        with django_assert_num_queries(1) as context:
            queries.articles_in_section(section).slice(90, 31)
    offset = context.captured_queries[0]["sql"].partition("OFFSET")[2]
    assert int(offset or 0) < 5
