"""The site's settings, and which rows belong to the demo news."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.fields.palettes import DEFAULT_PALETTE, PALETTE_CHOICES
from newsroom.fields.text import LineField, ProseField
from newsroom.site.brand.logo import (
    BrandImage,
    favicon,
    logo_image,
    touch_icon,
    validate_icon,
    validate_logo,
)
from newsroom.site.models.front_page import BreakingNews
from newsroom.syndication.announcing.services import Services, has_public_url
from newsroom.syndication.crawlers import AiPolicy

# Fields of `SiteSettings` with the URL of a page on a social network, and the network's name.
SOCIAL_URL_FIELDS = {
    "facebook_url": "เฟซบุ๊ก",
    "line_url": "ไลน์",
    "youtube_url": "ยูทูบ",
    "x_url": "เอกซ์",
    "tiktok_url": "ติ๊กต็อก",
}


class SiteSettings(models.Model):
    """Name, contact and comment rules of the site; one row, edited in the admin."""

    class Moderation(models.TextChoices):
        """Which comments readers see before a moderator approves them (T-P4)."""

        FIRST = "first", "แสดงทันทีเฉพาะผู้ที่ยืนยันอีเมลหรือที่กองบรรณาธิการไว้ใจ"
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
        help_text="แสดงแทนชื่อเว็บไซต์ที่หัวทุกหน้า ใช้ภาพ PNG พื้นโปร่งใส สูงอย่างน้อย 88 พิกเซล",
    )
    logo_dark = models.ForeignKey(
        "images.Photo",
        verbose_name="ตราสัญลักษณ์บนพื้นเข้ม",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="สำหรับผู้อ่านที่ใช้โหมดมืด ถ้าไม่มี ตราปกติจะแสดงบนแผ่นพื้นสว่าง",
    )
    icon = models.ForeignKey(
        "images.Photo",
        verbose_name="ไอคอน",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="ภาพสี่เหลี่ยมจัตุรัส อย่างน้อย 720 × 720 พิกเซล แสดงบนแท็บของเบราว์เซอร์และหน้าจอโทรศัพท์",
    )
    palette = models.CharField(
        "คู่สี", max_length=10, choices=PALETTE_CHOICES, default=DEFAULT_PALETTE
    )
    publisher = LineField(
        "ผู้เผยแพร่", max_length=150, blank=True, help_text="ชื่อนิติบุคคลหรือบรรณาธิการผู้รับผิดชอบ"
    )
    postal_address = ProseField("ที่อยู่", blank=True)
    phone = LineField("โทรศัพท์", max_length=60, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    facebook_url = models.URLField(SOCIAL_URL_FIELDS["facebook_url"], blank=True)
    line_url = models.URLField(SOCIAL_URL_FIELDS["line_url"], blank=True)
    youtube_url = models.URLField(SOCIAL_URL_FIELDS["youtube_url"], blank=True)
    x_url = models.URLField(SOCIAL_URL_FIELDS["x_url"], blank=True)
    tiktok_url = models.URLField(SOCIAL_URL_FIELDS["tiktok_url"], blank=True)

    feeds_whole_text = models.BooleanField(
        "ฟีดมีเนื้อข่าวทั้งหมด",
        default=True,
        help_text="ถ้าไม่เลือก ฟีดมีแต่ความนำกับลิงก์กลับมาที่ข่าว เครดิตภาพและการแก้ไขข่าวอยู่ในฟีดเสมอ",
    )
    ai_policy = models.CharField(
        "โปรแกรมของบริษัท AI",
        max_length=6,
        choices=AiPolicy.choices,
        default=AiPolicy.ALL,
        help_text="บอกไว้ใน robots.txt, license.xml และหัวของทุกหน้า ไม่มีผลต่อการค้นของ Google และ Bing",
    )

    websub_hub = models.URLField(
        "ฮับ WebSub",
        max_length=200,
        blank=True,
        help_text="ฮับบอกโปรแกรมอ่านฟีดทันทีเมื่อมีข่าวใหม่ เช่น https://pubsubhubbub.appspot.com/ "
        "เว้นว่างไว้คือไม่แจ้ง",
    )
    indexnow = models.BooleanField(
        "แจ้งเครื่องมือค้นหาด้วย IndexNow",
        default=False,
        help_text="บอก Bing, Naver, Seznam และ Yandex เมื่อข่าวเผยแพร่ แก้ไข หรือถูกถอน (Google ไม่ใช้วิธีนี้)",
    )

    comments_enabled = models.BooleanField("เปิดรับความคิดเห็นทั้งเว็บไซต์", default=True)
    comment_moderation = models.CharField(
        "การตรวจความคิดเห็น",
        max_length=5,
        choices=Moderation.choices,
        default=Moderation.FIRST,
    )
    comments_close_after_days = models.PositiveSmallIntegerField(
        "ปิดรับความคิดเห็นเมื่อข่าวมีอายุเกิน (วัน)",
        default=90,
        help_text="0 หมายถึงไม่ปิดตามอายุ",
    )
    # The dashboard shows the steps of a new site until then (`site.onboarding`).
    first_day_is_over = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "ข้อมูลเว็บไซต์"
        verbose_name_plural = "ข้อมูลเว็บไซต์"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="sitesettings_has_one_row",
                violation_error_message="มีข้อมูลเว็บไซต์ได้ชุดเดียว",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: Any) -> None:
        """Save as the one row, whatever primary key the instance had."""
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a logo or an icon that would look bad."""
        checks = {"logo": validate_logo, "logo_dark": validate_logo, "icon": validate_icon}
        errors: dict[str, ValidationError] = {}
        for name, check in checks.items():
            if photo := getattr(self, name):
                try:
                    check(photo)
                except ValidationError as error:
                    errors[name] = error
        if (self.websub_hub or self.indexnow) and not has_public_url():
            name = "websub_hub" if self.websub_hub else "indexnow"
            errors[name] = ValidationError(
                "เว็บไซต์นี้ยังไม่มีที่อยู่ที่คนอื่นเข้าถึงได้ ให้ผู้ดูแลเซิร์ฟเวอร์ตั้ง NEWSROOM_URL ก่อน"
            )
        if self.logo_dark and not self.logo:
            errors["logo"] = ValidationError("มีตราสัญลักษณ์บนพื้นเข้มแล้ว ต้องมีตราปกติด้วย")
        if errors:
            raise ValidationError(errors)

    @classmethod
    def get_current(cls) -> SiteSettings:
        """The stored settings; an unsaved instance with the defaults if none are stored yet."""
        rows = cls.objects.select_related("logo", "logo_dark", "icon", "breaking_news__article")
        long_texts = (f"breaking_news__article__{name}" for name in LONG_TEXT_FIELDS)
        return rows.defer(*long_texts).filter(pk=1).first() or cls(pk=1)

    @property
    def announcement_services(self) -> Services:
        """Who is told of changes."""
        return Services(hub=self.websub_hub, indexnow=self.indexnow)

    @property
    def logo_image(self) -> BrandImage | None:
        """The logo of the masthead."""
        return logo_image(self.logo)

    @property
    def dark_logo_image(self) -> BrandImage | None:
        """The logo of the masthead on dark grounds."""
        return logo_image(self.logo_dark)

    @property
    def favicon(self) -> BrandImage | None:
        """The icon of browser tabs."""
        return favicon(self.icon)

    @property
    def touch_icon(self) -> BrandImage | None:
        """The icon of home screens."""
        return touch_icon(self.icon)

    @property
    def live_breaking_news(self) -> BreakingNews | None:
        """The breaking news bar, if readers see one now."""
        bar = None if self._state.adding else getattr(self, "breaking_news", None)
        return bar if bar and bar.is_live else None

    @property
    def social_links(self) -> list[tuple[str, str]]:
        """Name and URL of each social network the site has a page on."""
        urls = ((label, getattr(self, name)) for name, label in SOCIAL_URL_FIELDS.items())
        return [(label, url) for label, url in urls if url]


class DemoItem(models.Model):
    """Marks a row as part of the demo news, so that `remove_demo` deletes the demo and nothing else."""

    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "ข้อมูลตัวอย่าง"
        verbose_name_plural = "ข้อมูลตัวอย่าง"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="demoitem_one_per_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
