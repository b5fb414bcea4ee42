"""Thai out of PDF files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from newsroom.thai.damage.pdf_text import find_damage, mend
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("ก าลังท างานช่วยน ้าท่วม", "กำลังทำงานช่วยน้ำท่วม"),
        ("ที่ส าคัญ จ านวน ๒ อ าเภอ", "ที่สำคัญ จำนวน ๒ อำเภอ"),
        ("การด าเนินงานของก านันและผู ้ใหญ่บ้าน", "การดำเนินงานของกำนันและผู้ใหญ่บ้าน"),
        ("ถ ้ามีคนส ่งของ ว ่าด ้วย", "ถ้ามีคนส่งของ ว่าด้วย"),
        ("สม ่าเสมอ ต ่ากว่า", "สม่ำเสมอ ต่ำกว่า"),
        ("กรรม าธิการ ก าร", "กรรมาธิการ การ"),
        ("ที่ ่ประช ุม", "ที่ประชุม"),
        ("เปน็ ไปไดว้ า่ ผู ้ว่าฯ", "เป็น ไปได้ว่า ผู้ว่าฯ"),
        ("ขา่ว มา่น หนา้ที่ ขึน้ อยา่งยิง่ เรยีนรู้", "ข่าว ม่าน หน้าที่ ขึ้น อย่างยิ่ง เรียนรู้"),
        ("ค ำสั่ง", "คำสั่ง"),
    ],
)
def test_what_the_dictionary_decides_is_mended(torn: str, whole: str) -> None:
    assert mend(torn)[0] == whole


@pytest.mark.parametrize("text", ["วรรณยุกต์ ่ ้ ๊ ๋", "สระ า และ ำ", "ตัว า คือ", "นายวชิระ เกลี้ยงเกลา"])
def test_letters_that_are_the_subject_stay(text: str) -> None:
    assert mend(text) == (text, [])


def test_what_may_be_two_words_is_left_to_a_person() -> None:
    (damage,) = find_damage("คน ค ้า ของ")
    assert not damage.is_certain
    assert damage.fixes == ("ค้ำ", "ค้า")


@given(thai)
@settings(deadline=None)  # the first one loads the dictionary
def test_mending_is_idempotent(text: str) -> None:
    once, _ = mend(text)
    assert mend(once)[0] == once
