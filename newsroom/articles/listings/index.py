"""The listing index: derived rows that let listing pages seek instead of counting and sorting.

An article's listing date is copied to its bylines, tags and places (`listed_at`), and each listing has the
number of its articles per month. `notify_articles_changed` updates both for every changed article,
in the same transaction. The index says where to look; whether readers may see an article is
decided by `published()` and `listed()` alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from newsroom.articles.models import (
    Article,
    ArticleListing,
    ArticlePlace,
    Byline,
    MonthlyArticleCount,
    TaggedArticle,
)
from newsroom.articles.querysets import LISTING_DATE, ListedQuerySet
from newsroom.places.registry import lineage
from newsroom.thai.dates import in_bangkok
from newsroom.web.prepared_queries import PreparedQuery

# Rows in one SQL statement; SQLite and PostgreSQL limit the number of parameters.
BATCH_SIZE = 500
# The key of the listing of all articles.
ALL_ARTICLES_KEY = ""
PLACE_KEY_PREFIX = "place:"
TAG_KEY_PREFIX = "tag:"

# A listing key and the first day of a month.
ListingMonth = tuple[str, date]


class ListingEntry(NamedTuple):
    """Where an article is counted: under its date, in the listings of these keys."""

    listed_at: datetime | None
    # Space-separated, sorted.
    listing_keys: str

    @property
    def months(self) -> set[ListingMonth]:
        """The months of listings that count the article."""
        if self.listed_at is None:
            return set()
        month = _first_day(self.listed_at)
        return {(key, month) for key in (ALL_ARTICLES_KEY, *self.listing_keys.split())}


_UNLISTED = ListingEntry(None, "")


def listing_key(kind: str, pk: int) -> str:
    """The key of a listing in `MonthlyArticleCount`, such as `tag:12`."""
    return f"{kind}:{pk}"


def update_listings(ids: Iterable[int]) -> None:
    """Write the listing rows of these articles as they should be now."""
    article_ids = list(ids)
    for start in range(0, len(article_ids), BATCH_SIZE):
        _update_batch(article_ids[start : start + BATCH_SIZE])


def remove_from_listings(pk: int) -> None:
    """Take an article that is about to be deleted out of the month counts."""
    entry = _current_entries([pk]).get(pk, _UNLISTED)
    _add_counts(Counter(dict.fromkeys(entry.months, -1)))


def months_with_counts() -> list[tuple[date, int]]:
    """The first day of each month with public articles and their count, newest first."""
    dates = Article.objects.scheduled().values_list("published_at", flat=True)
    scheduled = Counter(_first_day(published_at) for published_at in dates if published_at)
    return [
        (first_day, count - scheduled[first_day])
        for first_day, count in months_of(ALL_ARTICLES_KEY)
        if count > scheduled[first_day]
    ]


def months_with_lastmod() -> list[tuple[date, datetime | None]]:
    """Each month with public articles and when one of them last changed, newest first."""
    months = MonthlyArticleCount.objects.filter(listing_key=ALL_ARTICLES_KEY)
    changed_at = dict(months.values_list("first_day", "changed_at"))
    return [(first_day, changed_at.get(first_day)) for first_day, _ in months_with_counts()]


def months_of(key: str) -> list[tuple[date, int]]:
    """The months of a listing that have articles, scheduled ones included, newest first."""
    return _MONTHS(key=key)


_MONTHS = PreparedQuery(
    lambda key: (
        MonthlyArticleCount.objects.filter(listing_key=key, article_count__gt=0)
        .order_by("-first_day")
        .values_list("first_day", "article_count")
    ),
    key=str,
)


def newest_listed_at(relations: ListedQuerySet) -> QuerySet[Any]:
    """The date of the newest public article of these bylines, tags or places, for a `Subquery`."""
    return relations.listed(timezone.now()).order_by("-listed_at").values("listed_at")


@transaction.atomic
def _update_batch(ids: list[int]) -> None:
    current = _current_entries(ids)
    desired = _desired_entries(ids)
    changes: Counter[ListingMonth] = Counter()
    for pk, entry in desired.items():
        changes.update(dict.fromkeys(entry.months, 1))
        changes.subtract(dict.fromkeys(current.get(pk, _UNLISTED).months, 1))
    ArticleListing.objects.bulk_create(
        [
            ArticleListing(
                article_id=pk, listed_at=entry.listed_at, listing_keys=entry.listing_keys
            )
            for pk, entry in desired.items()
            if current.get(pk) != entry
        ],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["listed_at", "listing_keys"],
    )
    _copy_listed_at(Byline, "article_id", desired)
    _copy_listed_at(TaggedArticle, "content_object_id", desired)
    _list_places(desired)
    # Months of all articles also with a change of 0: their `changed_at` must be written.
    _add_counts(
        Counter(
            {
                month: change
                for month, change in changes.items()
                if change or month[0] == ALL_ARTICLES_KEY
            }
        )
    )


def _copy_listed_at(
    model: type[Byline] | type[TaggedArticle] | type[ArticlePlace],
    article_id: str,
    entries: dict[int, ListingEntry],
) -> None:
    """Copy the listing dates to the rows of a model whose column `article_id` names the article."""
    rows = model.objects.filter(**{f"{article_id}__in": list(entries)})
    stale = [
        pk
        for pk, article, listed_at in rows.values_list("pk", article_id, "listed_at")
        if listed_at != entries[article].listed_at
    ]
    if stale:
        listed = ArticleListing.objects.filter(pk=OuterRef(article_id)).values("listed_at")
        model.objects.filter(pk__in=stale).update(listed_at=Subquery(listed))


def _list_places(entries: dict[int, ListingEntry]) -> None:
    """Make the rows of `ArticlePlace` match the entries."""
    required = {
        (pk, int(key.removeprefix(PLACE_KEY_PREFIX)))
        for pk, entry in entries.items()
        for key in entry.listing_keys.split()
        if key.startswith(PLACE_KEY_PREFIX)
    }
    rows = ArticlePlace.objects.filter(article__in=list(entries))
    stored = {
        (article, place): pk for pk, article, place in rows.values_list("pk", "article", "place")
    }
    if removed := [pk for row, pk in stored.items() if row not in required]:
        ArticlePlace.objects.filter(pk__in=removed).delete()
    ArticlePlace.objects.bulk_create(
        ArticlePlace(article_id=article, place=place, listed_at=entries[article].listed_at)
        for article, place in sorted(required - set(stored))
    )
    if stored:
        _copy_listed_at(ArticlePlace, "article_id", entries)


def _current_entries(ids: list[int]) -> dict[int, ListingEntry]:
    """The stored entries, locked against other writers until the transaction ends."""
    rows = ArticleListing.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    return {row.pk: ListingEntry(row.listed_at, row.listing_keys) for row in rows}


def _desired_entries(ids: list[int]) -> dict[int, ListingEntry]:
    """The entries that follow from the articles, bylines and tags as they are now."""
    keys: defaultdict[int, set[str]] = defaultdict(set)
    bylines = Byline.objects.filter(article__in=ids).order_by()
    for article, author in bylines.values_list("article_id", "author_id"):
        keys[article].add(listing_key("author", author))
    tagged = TaggedArticle.objects.filter(content_object__in=ids)
    for article, tag in tagged.values_list("content_object_id", "tag_id"):
        keys[article].add(listing_key("tag", tag))
    articles = Article.objects.filter(pk__in=ids)
    entries = {}
    columns = ("pk", LISTING_DATE, "section_id", "place")
    for pk, listed_at, section, place in articles.values_list(*columns):
        if section:
            keys[pk].add(listing_key("section", section))
        for code in lineage(place) if place else ():
            keys[pk].add(listing_key("place", code))
        entries[pk] = ListingEntry(listed_at, " ".join(sorted(keys[pk])))
    return entries


def _first_day(moment: datetime) -> date:
    """The first day of the month, in Bangkok, of a moment."""
    return in_bangkok(moment).date().replace(day=1)


def _add_counts(changes: Counter[ListingMonth]) -> None:
    """Add to the month counts. Rows are sorted, so that two writers cannot deadlock."""
    table = connection.ops.quote_name(MonthlyArticleCount._meta.db_table)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = sorted(changes.items())
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH_SIZE):
            batch = rows[start : start + BATCH_SIZE]
            placeholders = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
            values: list[Any] = []
            for (key, first_day), change in batch:
                values += [key, connection.ops.adapt_datefield_value(first_day), change, now]
            cursor.execute(
                f"INSERT INTO {table} (listing_key, first_day, article_count, changed_at) "  # noqa: S608
                f"VALUES {placeholders} ON CONFLICT (listing_key, first_day) DO UPDATE SET "
                f"article_count = {table}.article_count + excluded.article_count, "
                "changed_at = excluded.changed_at",
                values,
            )
