"""The feeds that a change of articles changes."""

from __future__ import annotations

import pytest

from newsroom.syndication.announcing.topics import feeds_of
from tests import builders

pytestmark = pytest.mark.django_db


def test_the_feeds_of_everything_an_article_is_listed_in_are_told() -> None:
    article = builders.published_article(tags=["flood"], place=8105)
    builders.published_article(section=builders.section("กีฬา", "sports"), place=90)
    urls = feeds_of([article.pk])
    paths = [url.split("/", 3)[3] for url in urls if url.endswith("/feed/")]
    assert paths == [
        "feed/",
        "section/local/feed/",
        "tag/flood/feed/",
        "author/phaithun/feed/",
        "place/81/feed/",
        "place/8105/feed/",
    ]
    assert len(urls) == 3 * len(paths)
