"""What editors put on the front page by hand, and the bar of breaking news over every page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.fields.text import LineField


class FrontPick(models.Model):
    """A story an editor wants on the front page: at its top, or at the head of the latest news.

    A pick says nothing about what is public: a scheduled or withdrawn one is passed over while it
    is so, and shows by itself when its time comes.
    """

    class Kind(models.TextChoices):
        """Where a picked story stands."""

        LEAD = "lead", "ข่าวนำ"
        PINNED = "pinned", "ข่าวปักหมุด"

    # The lead and the four beside it; pins leave room for news.
    MOST = {Kind.LEAD: 5, Kind.PINNED: 3}

    kind = models.CharField("ตำแหน่ง", max_length=6, choices=Kind.choices)
    position = models.PositiveSmallIntegerField("ลำดับ")
    article = models.OneToOneField(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="front_pick"
    )
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เลือก",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    picked_at = models.DateTimeField("เลือกเมื่อ", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "หน้าแรก"
        verbose_name_plural = "จัดหน้าแรก"
        # Its own permission, for the whole of the front page desk.
        default_permissions = ("change",)
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "position"],
                name="a_place_on_the_front_page_holds_one_story",
                violation_error_message="ตำแหน่งนี้มีข่าวอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["lead", "pinned"]),
                name="a_place_on_the_front_page_is_known",
                violation_error_message="ไม่มีตำแหน่งนี้ในหน้าแรก",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="lead", position__lt=5)
                | models.Q(kind="pinned", position__lt=3),
                name="the_front_page_has_five_leads_and_three_pins",
                violation_error_message="เลือกข่าวนำได้ไม่เกิน 5 ข่าว และปักหมุดได้ไม่เกิน 3 ข่าว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position + 1}: {self.article}"


class BreakingNews(models.Model):
    """The bar over every public page, until it expires; no job takes it down.

    Hangs on the site's identity, so that a page reads both with one query. With a story it shows
    only while readers can see the story.
    """

    identity = models.OneToOneField(
        "site.SiteIdentity", primary_key=True, on_delete=models.CASCADE, related_name="breaking"
    )
    text = LineField("ข้อความข่าวด่วน", max_length=140)
    article = models.ForeignKey(
        Article,
        verbose_name="ข่าวที่เกี่ยวข้อง",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    expires_at = models.DateTimeField("แสดงถึง")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตั้ง",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    set_at = models.DateTimeField("ตั้งเมื่อ", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "ข่าวด่วน"
        verbose_name_plural = "ข่าวด่วน"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="breaking_news_says_something",
                violation_error_message="กรุณาเขียนข้อความข่าวด่วน",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("set_at")),
                name="breaking_news_ends_after_it_begins",
                violation_error_message="เวลาสิ้นสุดของข่าวด่วนต้องอยู่หลังเวลาที่ตั้ง",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_live(self) -> bool:
        """Whether readers see the bar now."""
        story: Any = self.article
        return self.expires_at > timezone.now() and (story is None or story.is_published)
