"""Who publishes this site."""

from __future__ import annotations

from typing import Any

from django.db import models

from newsroom.articles.fields import BodyField
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.fields.text import LineField, ProseField
from newsroom.images.models import Photo, Use
from newsroom.site.picks import BreakingNews, FrontPick

__all__ = ["BreakingNews", "DemoItem", "FrontPick", "SiteIdentity"]

SOCIAL = {
    "facebook": "เฟซบุ๊ก",
    "line": "ไลน์",
    "youtube": "ยูทูบ",
    "x": "เอกซ์",
    "tiktok": "ติ๊กต็อก",
}


class SiteIdentity(models.Model):
    """Name, contact and rules of the paper; one row, edited in the admin."""

    class Moderation(models.TextChoices):
        """Whose comments wait for an editor (T-P4)."""

        FIRST = "first", "ตรวจเฉพาะความคิดเห็นแรกของแต่ละคน"
        ALL = "all", "ตรวจทุกความคิดเห็นก่อนเผยแพร่"

    name = LineField("ชื่อเว็บไซต์", max_length=100, default="ห้องข่าว")
    tagline = LineField("คำโปรย", max_length=200, blank=True)
    logo = models.ForeignKey(
        "images.Photo",
        verbose_name="ตราสัญลักษณ์",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    publisher = LineField(
        "ผู้เผยแพร่", max_length=150, blank=True, help_text="ชื่อนิติบุคคลหรือบรรณาธิการผู้รับผิดชอบ"
    )
    address = ProseField("ที่อยู่", blank=True)
    phone = LineField("โทรศัพท์", max_length=60, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    facebook = models.URLField(SOCIAL["facebook"], blank=True)
    line = models.URLField(SOCIAL["line"], blank=True)
    youtube = models.URLField(SOCIAL["youtube"], blank=True)
    x = models.URLField(SOCIAL["x"], blank=True)
    tiktok = models.URLField(SOCIAL["tiktok"], blank=True)

    about = BodyField("เกี่ยวกับเรา", blank=True)
    privacy = BodyField("ประกาศความเป็นส่วนตัว", blank=True)

    comments_enabled = models.BooleanField("เปิดรับความคิดเห็นทั้งเว็บไซต์", default=True)
    comment_moderation = models.CharField(
        "การตรวจความคิดเห็น",
        max_length=5,
        choices=Moderation.choices,
        default=Moderation.FIRST,
    )
    comment_days = models.PositiveSmallIntegerField(
        "ปิดรับความคิดเห็นเมื่อข่าวมีอายุเกิน (วัน)",
        default=90,
        help_text="0 หมายถึงไม่ปิดตามอายุ",
    )

    class Meta:
        verbose_name = "ข้อมูลเว็บไซต์"
        verbose_name_plural = "ข้อมูลเว็บไซต์"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="there_is_one_site_identity",
                violation_error_message="มีข้อมูลเว็บไซต์ได้ชุดเดียว",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the one row, whatever key the caller had in mind."""
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> SiteIdentity:
        """The site's identity; unsaved defaults on a database that has none yet."""
        rows = cls.objects.select_related("logo", "breaking__article")
        unread = (f"breaking__article__{name}" for name in LONG_TEXTS)
        return rows.defer(*unread).filter(pk=1).first() or cls(pk=1)

    @property
    def breaking_news(self) -> BreakingNews | None:
        """The bar of breaking news, while there is one."""
        bar = None if self._state.adding else getattr(self, "breaking", None)
        return bar if bar and bar.is_live else None

    @property
    def social_links(self) -> list[tuple[str, str]]:
        """Label and address of each social page there is."""
        return [(SOCIAL[name], getattr(self, name)) for name in SOCIAL if getattr(self, name)]


class DemoItem(models.Model):
    """That a row belongs to the demo news, so that exactly the demo can be taken away again."""

    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "ข้อมูลตัวอย่าง"
        verbose_name_plural = "ข้อมูลตัวอย่าง"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="a_row_is_demo_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"


def _identity_showing(photo: Photo) -> list[Use]:
    mark = f'data-file="{photo.pk}"'
    in_text = models.Q(about__contains=mark) | models.Q(privacy__contains=mark)
    return [Use(row, "ภาพในข้อความ") for row in SiteIdentity.objects.filter(in_text)]


Photo.more_uses.append(_identity_showing)
