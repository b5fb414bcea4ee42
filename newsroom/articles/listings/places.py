"""The places that have public articles, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Sum

from newsroom.articles.listings.index import PLACE_KEY_PREFIX
from newsroom.articles.models import Article, MonthlyArticleCount
from newsroom.articles.public_urls import place_url
from newsroom.places.registry import Place, in_thai_order, lineage
from newsroom.web.page_cache.memo import memoize


class PlaceCount(NamedTuple):
    """A place and the number of its public articles."""

    place: Place
    article_count: int

    @property
    def url(self) -> str:
        return place_url(code=self.place.code)


def counts_by_code() -> dict[int, int]:
    """The number of public articles of each place that has any, by its code."""
    return memoize("places with articles", _count_by_code)


def with_articles(places: Iterable[Place]) -> list[PlaceCount]:
    """Those of the places that have public articles, in Thai order."""
    counts = counts_by_code()
    listed = [place for place in places if place.code in counts]
    return [PlaceCount(place, counts[place.code]) for place in in_thai_order(listed)]


def _count_by_code() -> dict[int, int]:
    months = MonthlyArticleCount.objects.filter(listing_key__startswith=PLACE_KEY_PREFIX)
    totals = months.values_list("listing_key").annotate(total=Sum("article_count"))
    counts = Counter({int(key.removeprefix(PLACE_KEY_PREFIX)): total for key, total in totals})
    # The months count what is scheduled, too.
    scheduled = Article.objects.scheduled().filter(place__isnull=False)
    for code in scheduled.values_list("place", flat=True):
        counts.subtract(lineage(code or 0))
    return {code: count for code, count in counts.items() if count > 0}
