"""What is public, and what each page loads of it.

The only module that says which articles readers may see. `published()`, `scheduled()`, their twins
on the instance, and the date columns of the listings and the search index derive from `_RELEASED`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from newsroom.body.figures import photo_usages
from newsroom.images.models import Photo

if TYPE_CHECKING:
    from newsroom.articles.models import Article

# Text columns as long as the whole article; lists never show them.
LONG_TEXT_FIELDS = ("body", "body_html", "plain_text")
# What `Article.compute_derived_fields` sets.
DERIVED_FIELDS = (
    "body_html", "plain_text", "headline_html", "excerpt", "short_headline", "short_excerpt",
    "word_count", "reading_minutes",
)  # fmt: skip


class Status(models.TextChoices):
    """The editorial states. A scheduled article is PUBLISHED with a `published_at` in the future."""

    DRAFT = "draft", "ฉบับร่าง"
    REVIEW = "review", "รอตรวจ"
    PUBLISHED = "published", "เผยแพร่"
    WITHDRAWN = "withdrawn", "ถอนออก"


# An article is released once an editor has published or scheduled it; from `published_at` on it is
# public. Everything below derives from this.
_RELEASED = Q(status=Status.PUBLISHED)
# When an article is or will be public; NULL if it is not to be. `listing_date` in SQL.
LISTING_DATE = models.Case(models.When(_RELEASED, then="published_at"), default=None)


def listing_date(article: Article) -> datetime | None:
    """When the article is or will be public; None if it is not to be. `LISTING_DATE` in Python.

    Listings and the search index store this date.
    """
    return article.published_at if article.status == Status.PUBLISHED else None


def _public(at: datetime | None) -> Q:
    """Articles that are public at `at` (now, if None)."""
    return _RELEASED & Q(published_at__lte=at or timezone.now())


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, read as sentences: `Article.objects.published().newest_first().for_cards()`."""

    def published(self, at: datetime | None = None) -> ArticleQuerySet:
        """Public articles. A scheduled one appears in its second without any job."""
        return self.filter(_public(at))

    def released(self) -> ArticleQuerySet:
        """Articles that an editor has published or scheduled."""
        return self.filter(_RELEASED)

    def scheduled(self, at: datetime | None = None) -> ArticleQuerySet:
        """Released articles whose time has not come yet."""
        return self.filter(_RELEASED, published_at__gt=at or timezone.now())

    def published_among(self, ids: Iterable[int], at: datetime | None = None) -> ArticleQuerySet:
        """The public articles among these ids.

        The condition is wrapped in CASE so that SQLite finds the rows by primary key: without
        statistics it prefers the index of all public articles, and scans it to the end.
        """
        is_public = models.Case(
            models.When(_public(at), then=True), default=False, output_field=models.BooleanField()
        )
        return self.filter(pk__in=list(ids)).alias(is_public=is_public).filter(is_public=True)

    def withdrawn(self) -> ArticleQuerySet:
        """Articles that were public and were withdrawn; their URL answers 410."""
        return self.filter(status=Status.WITHDRAWN)

    def withdrawn_after(self, time_in_public: timedelta) -> ArticleQuerySet:
        """Withdrawn articles that had been public for so long."""
        had_been = models.F("withdrawn_at") - time_in_public
        return self.withdrawn().filter(published_at__lte=had_been)

    def newest_first(self) -> ArticleQuerySet:
        """The order of every public list; the id orders articles of the same second."""
        return self.order_by("-published_at", "-id")

    def between(self, start: datetime, end: datetime) -> ArticleQuerySet:
        """Articles dated from `start` (inclusive) to `end` (exclusive)."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def following(self, date: datetime, pk: int) -> ArticleQuerySet:
        """Articles that stand after one of this date and id in `newest_first`."""
        same_date = Q(published_at=date, pk__lt=pk)
        # The first condition alone lets the database begin at the date in its index.
        return self.filter(published_at__lte=date).filter(Q(published_at__lt=date) | same_date)

    def for_headlines(self) -> ArticleQuerySet:
        """With what a list of headlines and dates shows, in one query."""
        return self.defer(*LONG_TEXT_FIELDS)

    def for_cards(self) -> ArticleQuerySet:
        """With what a card shows, in one query: section and lead photo."""
        return self.defer(*LONG_TEXT_FIELDS).select_related("section", "lead_photo")

    def for_page(self) -> ArticleQuerySet:
        """With what the article's own page shows."""
        byline = self.model.bylines.rel.related_model
        bylines = byline._default_manager.select_related("author__photo")
        return self.select_related("section", "lead_photo").prefetch_related(
            Prefetch("bylines", bylines), "credits", "tags"
        )


class ListedQuerySet(models.QuerySet):
    """Rows that carry a copy of their article's listing date in `listed_at`: bylines and tags."""

    def listed(self, at: datetime) -> ListedQuerySet:
        """Rows of articles that are public at `at`."""
        return self.filter(listed_at__lte=at)


class Placement(models.TextChoices):
    """Where in a body a photo is."""

    BODY = "body", "ภาพในเนื้อข่าว"
    GALLERY = "gallery", "ชุดภาพ"


class PhotoUsageQuerySet(models.QuerySet):
    """Photo usages, kept in step with the bodies."""

    def for_headlines(self) -> PhotoUsageQuerySet:
        """With the articles, without their long texts, in one query."""
        return self.select_related("article").defer(
            *(f"article__{name}" for name in LONG_TEXT_FIELDS)
        )

    def released(self) -> PhotoUsageQuerySet:
        """Those in articles that an editor has published or scheduled."""
        article: Any = self.model._meta.get_field("article").related_model
        return self.filter(article__in=article.objects.released())

    def sync_for(self, articles: Collection[Article]) -> None:
        """Make the rows of these articles match their bodies; call it after saving them."""
        required = {
            (article.pk, photo_id, Placement.GALLERY if in_gallery else Placement.BODY)
            for article in articles
            for photo_id, in_gallery in photo_usages(article.body)
        }
        rows = self.filter(article__in=[article.pk for article in articles])
        stored = {
            (article_id, photo_id, placement): pk
            for pk, article_id, photo_id, placement in rows.values_list(
                "pk", "article_id", "photo_id", "placement"
            )
        }
        removed = [pk for usage, pk in stored.items() if usage not in required]
        if removed:
            self.filter(pk__in=removed).delete()
        new = sorted(required - set(stored))
        # A body may name a photo id that does not exist; the page shows nothing there.
        existing = Photo.objects.filter(pk__in={photo_id for _, photo_id, _ in new})
        existing_ids = set(existing.values_list("pk", flat=True))
        self.bulk_create(
            self.model(article_id=article_id, photo_id=photo_id, placement=placement)
            for article_id, photo_id, placement in new
            if photo_id in existing_ids
        )
