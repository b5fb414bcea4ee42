"""Sections: the top-level classification; an article is in at most one."""

from django.core.exceptions import ValidationError
from django.db import models

from newsroom.articles.public_urls import section_url
from newsroom.fields.palettes import PALETTE_CHOICES
from newsroom.fields.text import IdentityKeyField, LineField, ProseField, SortKeyField


class Section(models.Model):
    """A section, such as ท้องถิ่น (`local`)."""

    name = LineField("ชื่อหมวด", max_length=100)
    slug = models.SlugField(
        "ชื่อย่อใน URL",
        max_length=60,
        unique=True,
        help_text="ตัวอักษรอังกฤษ เช่น local ใช้ในที่อยู่ /section/local/ เมื่อเผยแพร่แล้วไม่ควรเปลี่ยน",
        error_messages={"unique": "มีหมวดที่ใช้ชื่อย่อใน URLนี้แล้ว"},
    )
    description = ProseField(
        "คำอธิบาย", blank=True, help_text="ผู้อ่านเห็นใต้ชื่อหมวด หนึ่งสองประโยคว่าหมวดนี้มีข่าวอะไร"
    )
    photo = models.ForeignKey(
        "images.Photo",
        verbose_name="ภาพ",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="ผู้อ่านเห็นในหน้าหมวด และเมื่อแชร์หน้าหมวด",
    )
    palette = models.CharField(
        "สีประจำหมวด",
        max_length=10,
        choices=[("", "สีของเว็บไซต์"), *PALETTE_CHOICES],
        blank=True,
        help_text="ของชื่อหมวดเหนือพาดหัว ในหน้าหมวด และหน้าแรก",
    )
    lead = models.ForeignKey(
        "articles.Article",
        verbose_name="ข่าวนำ",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="ข่าวของหมวดนี้ที่อยู่บนสุดของหน้าหมวด ถ้าเว้นว่าง ถูกถอน หรือย้ายหมวดแล้ว ข่าวล่าสุดอยู่บนสุด",
    )
    position = models.PositiveSmallIntegerField(
        "ลำดับ", default=100, help_text="เลขน้อยอยู่หน้า หมวดที่เลขเท่ากันเรียงตามตัวอักษร"
    )
    key = IdentityKeyField(unique=True, error_messages={"unique": "มีหมวดชื่อนี้แล้ว"})
    sort_key = SortKeyField()

    class Meta:
        verbose_name = "หมวดข่าว"
        verbose_name_plural = "หมวดข่าว"
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="section_has_a_name",
                violation_error_message="หมวดต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return section_url(slug=self.slug)

    def clean(self) -> None:
        """Refuse the name of another section, in any spelling, and a lead that is not its own."""
        type(self)._meta.get_field("key").validate_unique_key(self)
        if self.lead and self.lead.section_id != self.pk:
            raise ValidationError({"lead": "ข่าวนี้อยู่ในหมวดอื่น เลือกข่าวของหมวดนี้"})
