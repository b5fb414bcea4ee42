"""Authors: the people named in bylines."""

from django.conf import settings
from django.db import models

from newsroom.articles.public_urls import author_url
from newsroom.fields.text import LineField, ProseField, SortKeyField


class Author(models.Model):
    """A person who writes, photographs or translates for the paper, now or in the past.

    Not the same as a user: a guest author has no login, and an author who has left keeps their
    page, with every article, at the same URL.
    """

    name = LineField("ชื่อ", max_length=100, help_text="ชื่อที่ผู้อ่านเห็น")
    slug = models.SlugField(
        "ชื่อย่อใน URL",
        max_length=80,
        unique=True,
        help_text="ตัวอักษรอังกฤษ เช่น somchai ใช้ในที่อยู่ /author/somchai/",
        error_messages={"unique": "มีผู้เขียนที่ใช้ชื่อย่อใน URLนี้แล้ว"},
    )
    job_title = LineField("ตำแหน่ง", max_length=100, blank=True)
    bio = ProseField("ประวัติย่อ", blank=True)
    photo = models.ForeignKey(
        "images.Photo",
        verbose_name="ภาพ",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authors",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="บัญชีผู้ใช้",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="ไม่ต้องเลือกก็ได้ ผู้เขียนรับเชิญไม่มีบัญชี",
    )
    is_current = models.BooleanField(
        "ยังทำงานอยู่", default=True, help_text="ผู้เขียนที่ลาออกแล้วยังมีหน้าและข่าวของตนเหมือนเดิม"
    )
    sort_key = SortKeyField()

    class Meta:
        verbose_name = "ผู้เขียน"
        verbose_name_plural = "ผู้เขียน"
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="author_has_a_name",
                violation_error_message="ผู้เขียนต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return author_url(slug=self.slug)
