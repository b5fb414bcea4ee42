"""The texts of an article for search engines and link previews."""

from __future__ import annotations

from django.db import models

from newsroom.fields.text import LineField


class SharingTexts(models.Model):
    """Texts an editor may write instead of those derived from headline and standfirst."""

    meta_title = LineField("ชื่อเรื่องในผลค้นหาและเมื่อแชร์", max_length=120, blank=True)
    meta_description = LineField("คำอธิบายในผลค้นหาและเมื่อแชร์", max_length=300, blank=True)
    card_text = LineField(
        "ข้อความบนภาพสำหรับแชร์", max_length=160, blank=True, help_text="ใช้เมื่อข่าวไม่มีภาพนำ"
    )

    class Meta:
        abstract = True
