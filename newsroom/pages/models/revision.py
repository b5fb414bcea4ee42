"""Revisions of a page."""

from django.db import models

from newsroom.articles.models.revision import BaseRevision
from newsroom.pages.models.page import Page


class PageRevision(BaseRevision):
    """A page as it was after a save; its fields are `pages.revisions.PAGE_FIELDS`."""

    class Reason(models.TextChoices):
        """What the revision was made for."""

        BASELINE = "baseline", "ฉบับก่อนเริ่มเก็บประวัติ"
        SAVED = "saved", "บันทึก"
        RESTORED = "restored", "กู้คืนฉบับเก่า"

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    reason = models.CharField("เหตุ", max_length=20, choices=Reason.choices, default=Reason.SAVED)

    class Meta(BaseRevision.Meta):
        verbose_name = "ฉบับของหน้า"
        verbose_name_plural = "ประวัติของหน้า"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="pagerevision_number_is_unique"
            ),
        ]
