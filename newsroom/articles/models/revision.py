"""Revisions of an article, and the base of revisions of anything that is edited."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article


class BaseRevision(models.Model):
    """A row as it was after a save, readable without any other row.

    A subclass adds the foreign key, the reasons, and the names. `snapshot` has the form that
    `newsroom.articles.editable_fields.field_types` describes.
    """

    number = models.PositiveIntegerField("ฉบับที่")
    created_at = models.DateTimeField("เมื่อ", default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="โดย"
    )
    comment = models.CharField("รายละเอียด", max_length=200, blank=True)
    snapshot = models.JSONField()
    # Labels, in Thai, of the fields that differ from the revision before.
    changed_fields = models.JSONField(default=list)

    invalidates_page_cache = False

    class Meta:
        abstract = True
        ordering = ["-number"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"ฉบับที่ {self.number}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions of articles."""

    def stored(self) -> "RevisionQuerySet":
        """Those that the article itself once was; not the changes that were only kept."""
        return self.exclude(reason=Revision.Reason.CHANGE_KEPT)


class Revision(BaseRevision):
    """An article as it was after a save or a transition, or a change of it that was kept."""

    class Reason(models.TextChoices):
        """What the revision was made for."""

        BASELINE = "baseline", "ฉบับก่อนเริ่มเก็บประวัติ"
        SAVED = "saved", "บันทึก"
        SENT_TO_REVIEW = "sent_to_review", "ส่งให้บรรณาธิการตรวจ"
        RETURNED = "returned", "ส่งกลับไปแก้"
        PUBLISHED = "published", "เผยแพร่"
        SCHEDULED = "scheduled", "ตั้งเวลาเผยแพร่"
        UNPUBLISHED = "unpublished", "นำออกจากเว็บ"
        WITHDRAWN = "withdrawn", "ถอนข่าว"
        RESTORED = "restored", "กู้คืนฉบับเก่า"
        CHANGE_KEPT = "change_kept", "เก็บเป็นร่างการแก้ไข"
        CHANGE_PUBLISHED = "change_published", "เผยแพร่ร่างการแก้ไข"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    reason = models.CharField("เหตุ", max_length=20, choices=Reason.choices, default=Reason.SAVED)

    objects = RevisionQuerySet.as_manager()

    class Meta(BaseRevision.Meta):
        verbose_name = "ฉบับของข่าว"
        verbose_name_plural = "ประวัติของข่าว"
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_is_unique"),
        ]
