"""A page beside the news: about the paper, its rules, its people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from newsroom.articles.fields import BodyField
from newsroom.documents.models import Document
from newsroom.fields.text import LineField
from newsroom.images.models import Photo, Usage
from newsroom.pages.public_urls import page_url
from newsroom.pages.querysets import PUBLIC, PageQuerySet, Status, is_public
from newsroom.pages.slugs import MAX_SLUG_LENGTH, is_reserved

# Pages above a page, at most.
MAX_DEPTH = 4


class Page(models.Model):
    """A page at the root of the site, `/<slug>/`, wherever it stands in the tree of pages.

    `kind` says what search engines are told that it is, and what else it shows.
    """

    class Kind(models.TextChoices):
        """What a page is about."""

        ABOUT = "about", "เกี่ยวกับเรา"
        CONTACT = "contact", "ติดต่อเรา"
        TEAM = "team", "ทีมงาน"
        ETHICS = "ethics", "จรรยาบรรณ"
        CORRECTIONS = "corrections", "นโยบายการแก้ไขข่าว"
        OWNERSHIP = "ownership", "เจ้าของและแหล่งเงินทุน"
        PRIVACY = "privacy", "ประกาศความเป็นส่วนตัว"
        ADVERTISE = "advertise", "ลงโฆษณา"
        ACCESSIBILITY = "accessibility", "การเข้าถึงเว็บไซต์"
        OTHER = "other", "อื่น ๆ"

    Status = Status

    title = LineField("ชื่อหน้า", max_length=150)
    slug = models.SlugField(
        "ชื่อย่อใน URL",
        max_length=MAX_SLUG_LENGTH,
        unique=True,
        help_text="ตัวอักษรอังกฤษ ใช้ในที่อยู่ของหน้า เช่น /team/ ถ้าเว้นว่าง ระบบตั้งให้ "
        "ถ้าเปลี่ยนภายหลัง ที่อยู่เดิมยังพามาที่หน้านี้",
        error_messages={"unique": "มีหน้าที่ใช้ชื่อย่อใน URL นี้แล้ว"},
    )
    body: Any = BodyField("เนื้อหา", blank=True)
    kind = models.CharField(
        "ชนิด",
        max_length=13,
        choices=Kind.choices,
        default=Kind.OTHER,
        help_text="หน้าติดต่อเราแสดงที่อยู่และโทรศัพท์ให้เอง หน้าทีมงานแสดงผู้เขียนที่ยังทำงานอยู่และมีตำแหน่งให้เอง "
        "เครื่องมือค้นหาอ่านชนิดเพื่อรู้ว่าหน้าใดเป็นจรรยาบรรณหรือบอกเจ้าของ",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="อยู่ใต้หน้า",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        help_text="ไม่ต้องเลือกก็ได้ ที่อยู่ของหน้าไม่เปลี่ยน",
    )
    status = models.CharField(
        "สถานะ",
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text="ฉบับร่าง: ผู้อ่านไม่เห็น นำออก: ผู้อ่านเห็นว่าหน้านี้ถูกนำออกแล้ว",
    )
    # When readers first saw it; what never was public leaves no trace when it goes.
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("สร้างเมื่อ", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("บันทึกล่าสุด", auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = "หน้า"
        verbose_name_plural = "หน้าของเว็บไซต์"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="page_has_a_title",
                violation_error_message="หน้าต้องมีชื่อ",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="page_status_is_known",
                violation_error_message="สถานะนี้ไม่มีอยู่",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=PUBLIC & ~models.Q(kind="other"),
                name="page_is_the_only_public_one_of_its_kind",
                violation_error_message="มีหน้าชนิดนี้ที่เผยแพร่อยู่แล้ว เลือกชนิด «อื่น ๆ» หรือนำหน้านั้นออกก่อน",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: Any) -> None:
        """Note when it becomes public for the first time."""
        if self.is_published and self.published_at is None:
            self.published_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return page_url(slug=self.slug)

    def clean(self) -> None:
        """Refuse a reserved slug and a parent that is below the page itself."""
        errors: dict[str, str] = {}
        if self.slug and is_reserved(self.slug):
            errors["slug"] = f"/{self.slug}/ เป็นที่อยู่ของส่วนอื่นในเว็บไซต์ ใช้ชื่ออื่น"
        if self.parent is not None:
            above = self.parent.line()
            if self.pk and any(page.pk == self.pk for page in above):
                errors["parent"] = "หน้านี้อยู่ใต้ตัวเองไม่ได้"
            elif len(above) > MAX_DEPTH:
                errors["parent"] = f"หน้าซ้อนกันได้ไม่เกิน {MAX_DEPTH + 1} ชั้น"
        if errors:
            raise ValidationError(errors)

    @property
    def is_published(self) -> bool:
        """Whether readers see the page."""
        return is_public(self.status)

    @property
    def is_draft(self) -> bool:
        """Whether readers are not to know of it."""
        return self.status == Status.DRAFT

    def line(self) -> list[Page]:
        """The pages above it and itself, the topmost first."""
        line: list[Page] = []
        page: Page | None = self
        while page is not None and page not in line and len(line) <= MAX_DEPTH + 1:
            line.insert(0, page)
            page = page.parent
        return line


def _pages_with_photo(photo: Photo) -> list[Usage]:
    pages = Page.objects.without_text().filter(body__contains=f'data-file="{photo.pk}"')
    return [Usage(page, "ภาพในหน้า") for page in pages]


def _pages_with_document(document: Document) -> list[models.Model]:
    pages = Page.objects.without_text().filter(body__contains=f'data-document="{document.pk}"')
    return list(pages)


Photo.usage_finders.append(_pages_with_photo)
Document.usage_finders.append(_pages_with_document)
