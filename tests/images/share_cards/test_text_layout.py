"""Thai text in pictures: shaped, cut at words, only what the font has."""

from __future__ import annotations

import pytest

from newsroom.images.share_cards.text_layout import can_shape_text, drawable, fit_text, font
from newsroom.thai.graphemes import graphemes


def ink_top(text: str) -> int:
    return font(56).getbbox(text)[1]


@pytest.mark.usefixtures("text_is_shaped")
def test_a_tone_mark_stands_above_the_vowel() -> None:
    """T-X4: without a shaping engine all three have the same top."""
    assert can_shape_text()
    assert ink_top("น้ำ") < ink_top("ลิ้น") < ink_top("ลิน")


def test_what_the_font_lacks_is_left_out_by_grapheme() -> None:
    assert drawable("น้ำท่วม 🌊 หนัก 👩‍👩‍👧 ๑๒ ฿ “คำ” – é") == "น้ำท่วม หนัก ๑๒ ฿ “คำ” – é"
    assert drawable("中文") == ""


@pytest.mark.parametrize(
    "text",
    [
        "น้ำท่วม",
        "นายกฯ เปิดงาน “ทะเลของเรา” ครั้งที่ ๑๒ ชาวบ้านกว่า 2,000 คนร่วมปล่อยพันธุ์ปูม้าคืนสู่อ่าว",
        "ก" * 300,
        "",
    ],
)
def test_text_fits_its_box(text: str) -> None:
    block = fit_text(text, 1000, 400, [80, 60, 50])
    assert len(block.lines) * block.line_height <= 400
    for line in block.lines:
        # A cut line has the ellipsis in addition.
        assert font(block.size).getlength(line.removesuffix("…")) <= 1000
        assert not line or len(graphemes(line[0])) == 1
    assert text.startswith(block.lines[0].rstrip("…").replace("\u00a0", " "))


def test_a_line_ends_with_a_whole_word() -> None:
    block = fit_text("โรงเรียนบ้านเกาะกลางคว้าแชมป์ตะกร้อภาคใต้", 500, 400, [60])
    assert block.lines == ["โรงเรียนบ้านเกาะ", "กลางคว้าแชมป์", "ตะกร้อภาคใต้"]
