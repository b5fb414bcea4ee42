"""Sections: the desks of the paper."""

from django.db import models

from newsroom.fields.text import IdentityKeyField, LineField, ProseField, SortKeyField


class Section(models.Model):
    """A section of the paper, such as ท้องถิ่น, at /section/local/."""

    name = LineField("ชื่อหมวด", max_length=100)
    slug = models.SlugField(
        "ชื่อในที่อยู่เว็บ",
        max_length=60,
        unique=True,
        help_text="ตัวอักษรอังกฤษ เช่น local ใช้ในที่อยู่ /section/local/ เมื่อเผยแพร่แล้วไม่ควรเปลี่ยน",
        error_messages={"unique": "มีหมวดที่ใช้ชื่อในที่อยู่เว็บนี้แล้ว"},
    )
    description = ProseField("คำอธิบาย", blank=True)
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
        return f"/section/{self.slug}/"

    def clean(self) -> None:
        """Refuse the name of another section, however it is spelt."""
        type(self)._meta.get_field("key").refuse_taken(self)
