"""Corrections: what was wrong in a story, said openly and dated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils import timezone

from newsroom.articles.changes import announce
from newsroom.articles.models.article import Article
from newsroom.fields.text import ProseField
from newsroom.thai.dates import iso_bangkok, thai_datetime
from newsroom.thai.typography import typeset

# A clock that runs a little before ours is no wish to date a correction into the future.
CLOCKS_DIFFER = timedelta(minutes=5)
MOST_LETTERS = 1000


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections; `public` is the only public reading."""

    def public(self) -> CorrectionQuerySet:
        """Of stories readers can see, newest first."""
        return self.filter(article__in=Article.objects.published()).order_by("-corrected_at", "-id")


class Correction(models.Model):
    """One correction of a published story, shown on its page and at /corrections/."""

    article = models.ForeignKey(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="corrections"
    )
    text = ProseField(
        "ข้อความแก้ไข",
        max_length=MOST_LETTERS,
        validators=[MaxLengthValidator(MOST_LETTERS)],
        help_text="บอกผู้อ่านว่าเดิมเขียนว่าอะไร และที่ถูกคืออะไร เช่น «ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน»",
    )
    corrected_at = models.DateTimeField("แก้ไขเมื่อ", default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "การแก้ไขข่าว"
        verbose_name_plural = "การแก้ไขข่าว"
        ordering = ["corrected_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="correction_says_what_was_wrong",
                violation_error_message="กรุณาเขียนว่าแก้ไขอะไร",
            ),
        ]
        indexes = [models.Index(fields=["-corrected_at", "-id"], name="correction_newest_first")]

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and put it on the story."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            show_corrections(self.article_id)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and take it off the story."""
        story = self.article_id
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            show_corrections(story)
        return deleted

    def clean(self) -> None:
        """Refuse a date that cannot be: in the future, or before readers had the story."""
        moment = self.corrected_at
        if moment and moment > timezone.now() + CLOCKS_DIFFER:
            raise ValidationError({"corrected_at": "วันเวลาที่แก้ไขต้องไม่อยู่ในอนาคต"})
        story = Article.objects.filter(pk=self.article_id).first()
        published = story.published_at if story else None
        if moment and published and moment < published.replace(second=0, microsecond=0):
            raise ValidationError({"corrected_at": "วันเวลาที่แก้ไขต้องไม่ก่อนวันเวลาเผยแพร่ข่าว"})


def show_corrections(article_id: int) -> None:
    """Write a story's corrections into its `correction_lines`, and that readers got something new."""
    corrections = list(Correction.objects.filter(article=article_id))
    story = Article.objects.filter(pk=article_id)
    story.update(
        correction_lines=[
            {
                "text": typeset(one.text),
                "at": iso_bangkok(one.corrected_at),
                "when": thai_datetime(one.corrected_at),
            }
            for one in corrections
        ]
    )
    if corrections:
        newest = max(one.corrected_at for one in corrections)
        is_older = models.Q(revised_at__isnull=True) | models.Q(revised_at__lt=newest)
        story.filter(is_older).update(revised_at=newest)
    announce([article_id])
