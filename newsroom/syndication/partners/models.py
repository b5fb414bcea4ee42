"""Partners who republish articles."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models

from newsroom.articles.models import Section
from newsroom.fields.text import LineField

MAX_DELAY_MINUTES = 7 * 24 * 60


def new_secret() -> str:
    """The part of a partner's address that nobody guesses."""
    return secrets.token_urlsafe(32)


class Partner(models.Model):
    """A partner, with an address of their own at which the articles are that they may republish."""

    class Length(models.TextChoices):
        """How much of an article a partner gets."""

        WHOLE = "whole", "เนื้อข่าวทั้งหมด"
        SUMMARY = "summary", "ความนำกับลิงก์มาที่ข่าว"

    invalidates_page_cache = False

    name = LineField("ชื่อคู่ค้า", max_length=100)
    # Of its own, so that a section's deletion never gives a partner all the others.
    all_sections = models.BooleanField(
        "ทุกหมวด", default=True, help_text="รวมหมวดที่จะตั้งใหม่ เนื้อหาสนับสนุนไม่อยู่ในฟีดของคู่ค้า"
    )
    sections = models.ManyToManyField(
        Section,
        verbose_name="หมวด",
        blank=True,
        related_name="+",
        help_text="เลือกเมื่อคู่ค้าไม่ได้ทุกหมวด",
    )
    delay_minutes = models.PositiveIntegerField(
        "ได้ข่าวช้ากว่าเว็บไซต์ (นาที)",
        default=0,
        validators=[MaxValueValidator(MAX_DELAY_MINUTES)],
        help_text="0 คือทันที ไม่เกิน 7 วัน (10080 นาที)",
    )
    length = models.CharField("ความยาว", max_length=7, choices=Length.choices, default=Length.WHOLE)
    rights = LineField(
        "ข้อความสงวนสิทธิ์",
        max_length=200,
        blank=True,
        help_text="ไปกับทุกข่าว เช่น สงวนลิขสิทธิ์ ห้ามดัดแปลง ต้องแสดงชื่อและลิงก์มาที่ข่าว",
    )
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    revoked_at = models.DateTimeField("เพิกถอนเมื่อ", null=True, blank=True, editable=False)
    last_fetched_on = models.DateField("เรียกล่าสุด", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "คู่ค้า"
        verbose_name_plural = "คู่ค้าที่นำข่าวไปเผยแพร่"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="partner_has_a_name",
                violation_error_message="คู่ค้าต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """What stands in their addresses."""
        return f"{self.pk}-{self.secret}"

    @property
    def delay(self) -> timedelta:
        """How much later than readers they get an article."""
        return timedelta(minutes=self.delay_minutes)
