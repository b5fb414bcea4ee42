"""What is public, and what each page needs of it: the only place that says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

# Text columns a list of stories never shows; each is as long as the story.
LONG_TEXTS = ("body", "body_rendered", "plain_text")


class Status(models.TextChoices):
    """The life of a story. Scheduled is published with a time that has not come."""

    DRAFT = "draft", "ฉบับร่าง"
    REVIEW = "review", "รอตรวจ"
    PUBLISHED = "published", "เผยแพร่"
    WITHDRAWN = "withdrawn", "ถอนออก"


class ArticleQuerySet(models.QuerySet):
    """Stories, read as sentences: `Article.objects.published().newest_first().for_cards()`."""

    def published(self, at: datetime | None = None) -> ArticleQuerySet:
        """The single definition of public: published, and its time has come.

        A scheduled story appears in its second without any job; `Article.is_published` is the
        twin of this for one story.
        """
        return self.filter(status=Status.PUBLISHED, published_at__lte=at or timezone.now())

    def scheduled(self, at: datetime | None = None) -> ArticleQuerySet:
        """Stories whose time has not come yet."""
        return self.filter(status=Status.PUBLISHED, published_at__gt=at or timezone.now())

    def published_among(self, ids: Iterable[int], at: datetime | None = None) -> ArticleQuerySet:
        """The public ones of these stories.

        They are found by number and judged row by row: without statistics SQLite takes the index
        of all public stories for the shorter way, and walks it to the end.
        """
        now = at or timezone.now()
        public = models.When(status=Status.PUBLISHED, published_at__lte=now, then=True)
        judged = models.Case(public, default=False, output_field=models.BooleanField())
        return self.filter(pk__in=list(ids)).alias(judged=judged).filter(judged=True)

    def withdrawn(self) -> ArticleQuerySet:
        """Stories that were taken back; their address answers 410."""
        return self.filter(status=Status.WITHDRAWN)

    def with_listing_date(self) -> ArticleQuerySet:
        """With `listing_date`: when the story is or will be public; None if it is not to be."""
        released = models.When(status=Status.PUBLISHED, then="published_at")
        return self.annotate(listing_date=models.Case(released, default=None))

    def newest_first(self) -> ArticleQuerySet:
        """The order of every public list; the id settles stories of one second."""
        return self.order_by("-published_at", "-id")

    def between(self, start: datetime, end: datetime) -> ArticleQuerySet:
        """Stories dated from `start` until just before `end`."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def for_headlines(self) -> ArticleQuerySet:
        """With what a list of headlines and dates shows, in one query."""
        return self.defer(*LONG_TEXTS)

    def for_cards(self) -> ArticleQuerySet:
        """With what a teaser shows, in one query: section and lead photo."""
        return self.defer(*LONG_TEXTS).select_related("section", "lead_photo")

    def for_page(self) -> ArticleQuerySet:
        """With what the story's own page shows."""
        return self.select_related("section", "lead_photo").prefetch_related(
            self._bylines("author__photo"), "credits", "tags"
        )

    def _bylines(self, *more: str) -> Prefetch:
        from newsroom.articles.models import Byline

        return Prefetch("bylines", Byline.objects.select_related("author", *more))
