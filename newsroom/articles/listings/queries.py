"""The public listings, newest first: all articles, or those of a section, tag, author or period.

Each query is one scan of one index in listing order and returns ids only; the few articles on a
page are then loaded by id (`cards.cards_for`, `detail.get_public_articles`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.articles.listings.index import ALL_ARTICLES_KEY, listing_key, months_of
from newsroom.articles.models import (
    Article,
    ArticlePlace,
    Author,
    Byline,
    Section,
    Tag,
    TaggedArticle,
)
from newsroom.articles.querysets import ArticleQuerySet, ListedQuerySet
from newsroom.thai.dates import in_bangkok, month_bounds
from newsroom.web.page_cache.memo import memoize
from newsroom.web.pagination import PER_PAGE
from newsroom.web.prepared_queries import Kind, PreparedQuery

# Ids read by one prepared query: a page, and one more that tells whether another page follows.
WINDOW_SIZE = PER_PAGE + 1
# From this offset on, the month counts say in which month to start, instead of scanning from the top.
SEEK_FROM_OFFSET = 600
IdQuerySet = QuerySet[Any, int]


class _ListQuery:
    """The query of one kind of listing.

    `build(now=…, **values)` returns the public ids, newest first; `window` is the same, sliced to
    `WINDOW_SIZE` ids from `offset` and precompiled. `date_field` is the field that orders them
    (`published_at` or `listed_at`). `kinds` are the types of the values.
    """

    def __init__(self, build: Callable[..., IdQuerySet], date_field: str, **kinds: Kind) -> None:
        self.build, self.date_field = build, date_field
        self.window = PreparedQuery(
            lambda offset, **values: build(**values)[offset : offset + WINDOW_SIZE],
            offset=int, now=datetime, **kinds,
        )  # fmt: skip


class ArticleListQuery:
    """The ids of one listing, read a slice at a time (`newsroom.web.pagination.Rows`).

    `key` is the listing's in `MonthlyArticleCount`; a listing without one is scanned and counted.
    """

    def __init__(self, query: _ListQuery, key: str | None = None, **values: Any) -> None:
        self._query, self._key, self._values = query, key, values

    def slice(self, offset: int, limit: int) -> list[int]:
        """Up to `limit` ids from `offset` on; one query for each `WINDOW_SIZE` of them."""
        now = timezone.now()
        if offset >= SEEK_FROM_OFFSET and self._key is not None:
            offset, now = self._seek(offset, now)
        ids: list[int] = []
        while len(ids) < limit:
            window = self._query.window(offset=offset + len(ids), now=now, **self._values)
            ids += window
            if len(window) < WINDOW_SIZE:
                break
        return ids[:limit]

    def count(self, limit: int) -> tuple[int, bool]:
        """The number of ids and False; or `limit` and True if there are more than that."""
        if self._key is not None:
            return sum(count for _, count in self._months()), False
        public = self._query.build(now=timezone.now(), **self._values)[: limit + 1]
        count = memoize(("listing length", *self._values.values(), limit), public.count)
        return min(count, limit), count > limit

    def _seek(self, offset: int, now: datetime) -> tuple[int, datetime]:
        """`offset` from the top as an equal offset from the end of the month it falls into."""
        for first_day, count in self._months():
            if offset < count:
                # In the current month, only what is public by now counts.
                end = month_bounds(first_day.year, first_day.month)[1] - timedelta.resolution
                return offset, min(end, now)
            offset -= count
        return offset, datetime.min.replace(tzinfo=UTC)

    def _months(self) -> list[tuple[date, int]]:
        """The current month and those before it with their public articles, newest first."""
        return memoize(("listing months", self._key), self._count_months)

    def _count_months(self) -> list[tuple[date, int]]:
        now = timezone.now()
        current = in_bangkok(now).date().replace(day=1)
        start, _ = month_bounds(current.year, current.month)
        # `MonthlyArticleCount` includes scheduled articles, but a month that is over has none.
        public = self._query.build(now=now, **self._values)
        count = public.filter(**{f"{self._query.date_field}__gte": start}).count()
        earlier = [row for row in months_of(str(self._key)) if row[0] < current]
        return [(current, count), *earlier]


def all_articles() -> ArticleListQuery:
    """All public articles."""
    return ArticleListQuery(_ALL, ALL_ARTICLES_KEY)


def articles_in_section(section: Section) -> ArticleListQuery:
    """Public articles of a section."""
    return ArticleListQuery(_OF_SECTION, listing_key("section", section.pk), section=section.pk)


def articles_with_tag(tag: Tag) -> ArticleListQuery:
    """Public articles with a tag."""
    return ArticleListQuery(_OF_TAG, listing_key("tag", tag.pk), tag=tag.pk)


def articles_by_author(author: Author) -> ArticleListQuery:
    """Public articles with an author in the byline, in any role."""
    return ArticleListQuery(_OF_AUTHOR, listing_key("author", author.pk), author=author.pk)


def articles_in_place(code: int) -> ArticleListQuery:
    """Public articles of a province, district or subdistrict, with those of the places in it."""
    return ArticleListQuery(_OF_PLACE, listing_key("place", code), place=code)


def articles_between(start: datetime, end: datetime) -> ArticleListQuery:
    """Public articles dated from `start` (inclusive) to `end` (exclusive)."""
    return ArticleListQuery(_BETWEEN, start=start, end=end)


def _newest(articles: ArticleQuerySet, now: datetime) -> IdQuerySet:
    return articles.published(now).newest_first().values_list("pk", flat=True)


def _newest_related(relations: ListedQuerySet, now: datetime, article_id: str) -> IdQuerySet:
    """The articles of bylines or tags, by their copy of the listing date: the same order."""
    public = relations.listed(now).order_by("-listed_at", f"-{article_id}")
    # Distinct, because an author may have two roles in one article.
    return public.values_list(article_id, flat=True).distinct()


_ALL = _ListQuery(lambda now: _newest(Article.objects.all(), now), "published_at")
_OF_SECTION = _ListQuery(
    lambda section, now: _newest(Article.objects.filter(section=section), now),
    "published_at", section=int,
)  # fmt: skip
_OF_TAG = _ListQuery(
    lambda tag, now: _newest_related(
        TaggedArticle.objects.filter(tag=tag), now, "content_object_id"
    ),
    "listed_at", tag=int,
)  # fmt: skip
_OF_AUTHOR = _ListQuery(
    lambda author, now: _newest_related(Byline.objects.filter(author=author), now, "article_id"),
    "listed_at", author=int,
)  # fmt: skip
_OF_PLACE = _ListQuery(
    lambda place, now: _newest_related(ArticlePlace.objects.filter(place=place), now, "article_id"),
    "listed_at", place=int,
)  # fmt: skip
_BETWEEN = _ListQuery(
    lambda start, end, now: _newest(Article.objects.between(start, end), now),
    "published_at", start=datetime, end=datetime,
)  # fmt: skip
