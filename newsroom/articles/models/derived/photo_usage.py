"""Which photos are in which article bodies: the photo library asks before it deletes a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from newsroom.articles.querysets import PhotoUsageQuerySet, Placement
from newsroom.images.models import Photo

if TYPE_CHECKING:
    from newsroom.articles.models import Article


class PhotoUsage(models.Model):
    """A photo in the body of an article. The lead photo is a field of the article itself."""

    Placement = Placement

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="photo_usages"
    )
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="body_usages")
    placement = models.CharField("ใช้เป็น", max_length=10, choices=Placement.choices)

    objects = PhotoUsageQuerySet.as_manager()

    class Meta:
        verbose_name = "ภาพในข่าว"
        verbose_name_plural = "ภาพในข่าว"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo", "placement"],
                name="photousage_names_a_photo_in_a_placement_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_placement_display()})"

    @property
    def usage_object(self) -> Article:
        """The object that uses the photo, as the photo library shows it."""
        return self.article

    @property
    def usage_label(self) -> str:
        """What it uses the photo as."""
        return self.get_placement_display()
