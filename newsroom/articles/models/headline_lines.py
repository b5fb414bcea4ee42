"""Where an editor breaks a headline."""

from __future__ import annotations

from django.db import models

from newsroom.fields.text import LineField

MAX_LENGTH = 300


class HeadlineLines(models.Model):
    """The headline once more, with a sign where a line ends; without effect if it says another thing."""

    headline_lines = LineField(
        "พาดหัวแบ่งบรรทัด",
        max_length=MAX_LENGTH,
        blank=True,
        help_text="ใช้เมื่อพาดหัวตัดบรรทัดไม่สวย: คัดลอกพาดหัวมาวาง แล้วใส่ | ตรงที่ให้ขึ้นบรรทัดใหม่ "
        "มีผลในหน้าข่าวและข่าวนำ ที่อื่นยังเป็นพาดหัวเดิม",
    )

    class Meta:
        abstract = True
