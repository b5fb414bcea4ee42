"""What the desk keeps of a story besides the story: its revisions, its notes, who has it open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models.article import Article
from newsroom.fields.text import ProseField


class Revision(models.Model):
    """A story as it stood after a save or a move: all of it, readable without any other row."""

    class Why(models.TextChoices):
        """What made the revision."""

        FOUND = "found", "ฉบับก่อนเริ่มเก็บประวัติ"
        SAVED = "saved", "บันทึก"
        SENT_TO_REVIEW = "sent_to_review", "ส่งให้บรรณาธิการตรวจ"
        RETURNED = "returned", "ส่งกลับไปแก้"
        PUBLISHED = "published", "เผยแพร่"
        SCHEDULED = "scheduled", "ตั้งเวลาเผยแพร่"
        TAKEN_OFF = "taken_off", "นำออกจากเว็บ"
        WITHDRAWN = "withdrawn", "ถอนข่าว"
        RESTORED = "restored", "กู้คืนฉบับเก่า"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("ฉบับที่")
    at = models.DateTimeField("เมื่อ", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="โดย",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    why = models.CharField("เหตุ", max_length=20, choices=Why.choices, default=Why.SAVED)
    detail = models.CharField("รายละเอียด", max_length=200, blank=True)
    snapshot = models.JSONField()
    # The names of the parts that differ from the revision before, in Thai, for the list.
    changed = models.JSONField(default=list)

    changes_pages = False

    class Meta:
        verbose_name = "ฉบับของข่าว"
        verbose_name_plural = "ประวัติของข่าว"
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="a_revision_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"ฉบับที่ {self.number}"


class Note(models.Model):
    """A word between reporter and editor about a story; readers never see it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="โดย",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField("เมื่อ", default=timezone.now)
    text = ProseField("โน้ต")

    changes_pages = False

    class Meta:
        verbose_name = "โน้ตถึงกอง"
        verbose_name_plural = "โน้ตถึงกอง"
        ordering = ["at", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Presence(models.Model):
    """That somebody had a story open at a moment; told again every few seconds while it is."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    changes_pages = False

    class Meta:
        verbose_name = "ผู้กำลังเปิดข่าว"
        verbose_name_plural = "ผู้กำลังเปิดข่าว"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="somebody_is_here_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)
