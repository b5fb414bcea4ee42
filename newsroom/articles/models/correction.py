"""Corrections: dated notices of what was wrong in a published article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils import timezone

from newsroom.articles.models.article import Article
from newsroom.articles.signals import notify_articles_changed
from newsroom.fields.text import ProseField
from newsroom.thai.dates import iso_bangkok, thai_datetime
from newsroom.thai.lines.typography import typeset

# A correction may be dated this far in the future, for clients whose clock is ahead of ours.
MAX_CLOCK_SKEW = timedelta(minutes=5)
MAX_TEXT_LENGTH = 1000


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections; readers only ever see `public()`."""

    def public(self) -> CorrectionQuerySet:
        """Corrections of public articles, newest first."""
        return self.filter(article__in=Article.objects.published()).order_by("-corrected_at", "-id")


class Correction(models.Model):
    """A correction of a published article, shown on its page and on the page of corrections."""

    article = models.ForeignKey(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="corrections"
    )
    text = ProseField(
        "ข้อความแก้ไข",
        max_length=MAX_TEXT_LENGTH,
        validators=[MaxLengthValidator(MAX_TEXT_LENGTH)],
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
        """Save, and update the article's `corrections_json`."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            update_corrections_json(self.article_id)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and update the article's `corrections_json`."""
        article_id = self.article_id
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            update_corrections_json(article_id)
        return deleted

    def clean(self) -> None:
        """Refuse a date in the future or before the article was published."""
        corrected_at = self.corrected_at
        if corrected_at and corrected_at > timezone.now() + MAX_CLOCK_SKEW:
            raise ValidationError({"corrected_at": "วันเวลาที่แก้ไขต้องไม่อยู่ในอนาคต"})
        article = Article.objects.filter(pk=self.article_id).first()
        published_at = article.published_at if article else None
        # Forms show whole minutes.
        if (
            corrected_at
            and published_at
            and corrected_at < published_at.replace(second=0, microsecond=0)
        ):
            raise ValidationError({"corrected_at": "วันเวลาที่แก้ไขต้องไม่ก่อนวันเวลาเผยแพร่ข่าว"})


def update_corrections_json(article_id: int) -> None:
    """Write an article's corrections into its `corrections_json`, and advance its `revised_at`."""
    corrections = list(Correction.objects.filter(article=article_id))
    article = Article.objects.filter(pk=article_id)
    article.update(
        corrections_json=[
            {
                "text": typeset(correction.text),
                "corrected_at": iso_bangkok(correction.corrected_at),
                "label": thai_datetime(correction.corrected_at),
            }
            for correction in corrections
        ]
    )
    if corrections:
        newest = max(correction.corrected_at for correction in corrections)
        is_older = models.Q(revised_at__isnull=True) | models.Q(revised_at__lt=newest)
        article.filter(is_older).update(revised_at=newest)
    notify_articles_changed([article_id])
