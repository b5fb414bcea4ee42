"""Which photos stand in which bodies: what the library asks before it lets a photo go."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models

from newsroom.articles.figures import photo_places
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.images.models import Photo

if TYPE_CHECKING:
    from newsroom.articles.models import Article


class PhotoUseQuerySet(models.QuerySet["PhotoUse"]):
    """Keeps the table true to the bodies."""

    def for_headlines(self) -> PhotoUseQuerySet:
        """With the stories, without their texts, in one query."""
        return self.select_related("article").defer(*(f"article__{name}" for name in LONG_TEXTS))

    def note(self, articles: Collection[Article]) -> None:
        """Write down the photos of these stories' bodies; for stories that were just saved."""
        wanted = {
            (article.pk, photo, PhotoUse.Place.GALLERY if gallery else PhotoUse.Place.BODY)
            for article in articles
            for photo, gallery in photo_places(article.body)
        }
        rows = PhotoUse.objects.filter(article__in=[article.pk for article in articles])
        known = {(row.article_id, row.photo_id, row.place): row.pk for row in rows}
        gone = [pk for use, pk in known.items() if use not in wanted]
        if gone:
            self.filter(pk__in=gone).delete()
        new = sorted(wanted - set(known))
        # A number in a body may be that of no photo; the page shows nothing there.
        there = set(
            Photo.objects.filter(pk__in={photo for _, photo, _ in new}).values_list("pk", flat=True)
        )
        PhotoUse.objects.bulk_create(
            PhotoUse(article_id=article, photo_id=photo, place=place)
            for article, photo, place in new
            if photo in there
        )


class PhotoUse(models.Model):
    """That a story shows a photo in its body; the lead photo is a field of the story itself."""

    class Place(models.TextChoices):
        """Where in the body the photo stands."""

        BODY = "body", "ภาพในเนื้อข่าว"
        GALLERY = "gallery", "ชุดภาพ"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="photo_uses"
    )
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="body_uses")
    place = models.CharField("ใช้เป็น", max_length=10, choices=Place.choices)

    objects = PhotoUseQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาพในข่าว"
        verbose_name_plural = "ภาพในข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo", "place"], name="a_story_uses_a_photo_once_in_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_place_display()})"

    @property
    def shown_in(self) -> Article:
        """What the library names as the photo's user."""
        return self.article

    @property
    def shown_as(self) -> str:
        """As what it names it."""
        return self.get_place_display()
