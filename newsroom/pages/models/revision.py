"""Revisions of a page."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.pages.models.page import Page


class PageRevision(models.Model):
    """A page as it was after a save; `snapshot` has the form of `pages.revisions.PAGE_FIELDS`."""

    class Reason(models.TextChoices):
        """What the revision was made for."""

        BASELINE = "baseline", "ฉบับก่อนเริ่มเก็บประวัติ"
        SAVED = "saved", "บันทึก"
        RESTORED = "restored", "กู้คืนฉบับเก่า"

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("ฉบับที่")
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="โดย"
    )
    reason = models.CharField("เหตุ", max_length=20, choices=Reason.choices, default=Reason.SAVED)
    comment = models.CharField("รายละเอียด", max_length=200, blank=True)
    snapshot = models.JSONField()
    # Labels, in Thai, of the fields that differ from the revision before.
    changed_fields = models.JSONField(default=list)

    invalidates_page_cache = False

    class Meta:
        verbose_name = "ฉบับของหน้า"
        verbose_name_plural = "ประวัติของหน้า"
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="pagerevision_number_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"ฉบับที่ {self.number}"
