"""The editors' selection for the front page, and the breaking news bar on every public page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.fields.text import LineField


class FrontPageArea(models.TextChoices):
    """Where on the front page a selected article stands."""

    LEAD = "lead", "ข่าวนำ"
    PINNED = "pinned", "ข่าวปักหมุด"


# The lead article and four beside it; few pins, so that the list below still shows new articles.
MAX_PER_AREA = {FrontPageArea.LEAD: 5, FrontPageArea.PINNED: 3}
_POSITION_WITHIN_LIMIT = models.Q()
for _area, _limit in MAX_PER_AREA.items():
    _POSITION_WITHIN_LIMIT |= models.Q(area=_area.value, position__lt=_limit)


class FrontPageArticle(models.Model):
    """An article an editor selected for the front page.

    Being selected does not make an article public: a scheduled or withdrawn one is skipped while
    it is in that state, and shows by itself once readers may see it.
    """

    area = models.CharField("ตำแหน่ง", max_length=6, choices=FrontPageArea.choices)
    position = models.PositiveSmallIntegerField("ลำดับ")
    article = models.OneToOneField(
        Article, verbose_name="ข่าว", on_delete=models.CASCADE, related_name="front_page_article"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้เลือก",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("เลือกเมื่อ", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "หน้าแรก"
        verbose_name_plural = "จัดหน้าแรก"
        # One permission for the whole front page editor.
        default_permissions = ("change",)
        ordering = ["area", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "position"],
                name="frontpagearticle_one_article_per_position",
                violation_error_message="ตำแหน่งนี้มีข่าวอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(area__in=FrontPageArea.values),
                name="frontpagearticle_area_is_known",
                violation_error_message="ไม่มีตำแหน่งนี้ในหน้าแรก",
            ),
            models.CheckConstraint(
                condition=_POSITION_WITHIN_LIMIT,
                name="frontpagearticle_position_within_limit",
                violation_error_message=(
                    f"เลือกข่าวนำได้ไม่เกิน {MAX_PER_AREA[FrontPageArea.LEAD]} ข่าว "
                    f"และปักหมุดได้ไม่เกิน {MAX_PER_AREA[FrontPageArea.PINNED]} ข่าว"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_area_display()} {self.position + 1}: {self.article}"


class BreakingNews(models.Model):
    """The bar above every public page until `expires_at`; no periodic task has to remove it.

    The foreign key to the site's settings lets a page read both with one query. A bar with an
    article shows only while readers may see the article.
    """

    site_settings = models.OneToOneField(
        "site.SiteSettings",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="breaking_news",
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
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตั้ง",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField("ตั้งเมื่อ", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "ข่าวด่วน"
        verbose_name_plural = "ข่าวด่วน"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="breakingnews_text_is_not_empty",
                violation_error_message="กรุณาเขียนข้อความข่าวด่วน",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("updated_at")),
                name="breakingnews_expires_after_update",
                violation_error_message="เวลาสิ้นสุดของข่าวด่วนต้องอยู่หลังเวลาที่ตั้ง",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_live(self) -> bool:
        """Whether readers see the bar now."""
        is_readable = self.article is None or self.article.is_published
        return is_readable and self.expires_at > timezone.now()
