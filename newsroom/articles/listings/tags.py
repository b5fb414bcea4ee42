"""The index of tags, and the period that the articles of a tag are from."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import Subquery, Sum
from django.utils import timezone

from newsroom.articles.listings.index import TAG_KEY_PREFIX, newest_listed_at
from newsroom.articles.models import Article, MonthlyArticleCount, Tag, TaggedArticle
from newsroom.articles.public_urls import tag_url
from newsroom.web.page_cache.memo import memoize

# Tags in the index; of more, those with the most articles.
MAX_INDEXED = 1000
# Written before the consonant by which a dictionary orders the word.
LEADING_VOWELS = "เแโใไ"
OTHER_INITIAL = "0–9"


class IndexedTag(NamedTuple):
    """A tag in the index, and the number of its public articles."""

    name: str
    slug: str
    article_count: int

    @property
    def url(self) -> str:
        return tag_url(self.slug)


class TagIndex(NamedTuple):
    """Tags by initial, in Thai order, and whether some are left out."""

    groups: list[tuple[str, list[IndexedTag]]]
    is_capped: bool


class Period(NamedTuple):
    """When the first and the newest public article of a listing are from."""

    first: datetime
    last: datetime


def tag_index() -> TagIndex:
    """The tags with public articles."""
    return memoize("tag index", _build_index)


def period_of_tag(tag: Tag) -> Period | None:
    """The dates of a tag's first and newest public article; None without any."""
    return memoize(("period of tag", tag.pk), lambda: _read_period(tag))


def initial_of(name: str) -> str:
    """The letter under which a dictionary has the name: แม่น้ำ is under ม."""
    for letter in name:
        if letter.isalpha() and letter not in LEADING_VOWELS:
            return letter.upper()
        if letter.isdecimal():
            break
    return OTHER_INITIAL


def _build_index() -> TagIndex:
    months = MonthlyArticleCount.objects.filter(listing_key__startswith=TAG_KEY_PREFIX)
    totals = months.values_list("listing_key").annotate(total=Sum("article_count"))
    counts = Counter({int(key.removeprefix(TAG_KEY_PREFIX)): total for key, total in totals})
    # The months count what is scheduled, too.
    scheduled = TaggedArticle.objects.filter(content_object__in=Article.objects.scheduled())
    counts.subtract(scheduled.values_list("tag", flat=True))
    used = [(pk, count) for pk, count in counts.most_common(MAX_INDEXED + 1) if count > 0]
    indexed = dict(used[:MAX_INDEXED])
    groups: dict[str, list[IndexedTag]] = {}
    rows = Tag.objects.filter(pk__in=list(indexed)).values_list("pk", "name", "slug")
    for pk, name, slug in rows:  # in the order of the model, Thai dictionaries'
        groups.setdefault(initial_of(name), []).append(IndexedTag(name, slug, indexed[pk]))
    return TagIndex(list(groups.items()), len(used) > MAX_INDEXED)


def _read_period(tag: Tag) -> Period | None:
    tagged = TaggedArticle.objects.filter(tag=tag)
    newest = newest_listed_at(tagged)
    # Two steps along the index of the tag's list, in one query.
    row = (
        tagged.listed(timezone.now())
        .order_by("listed_at")
        .values_list("listed_at", Subquery(newest[:1]))
        .first()
    )
    return Period(*row) if row else None
