"""Text out of PDF files and in wrong encodings."""

from __future__ import annotations

import pytest

from newsroom.body.pipeline import clean_body, convert


def test_what_is_certain_is_mended_and_told() -> None:
    converted = convert("<p>ประชาชนก าลังช่วยน ้าท่วม <b>ผู ้ว่าฯ</b> สั่งแล้ว</p><p>ปกติ</p>")
    assert converted.html == ("<p>ประชาชนกำลังช่วยน้ำท่วม <strong>ผู้ว่าฯ</strong> สั่งแล้ว</p><p>ปกติ</p>")
    assert [(note.kind, note.detail) for note in converted.notes] == [
        ("thai-mended", "ประชาชนกำลังช่วยน้ำท่วม"), ("thai-mended", "ผู้ว่าฯ"),
    ]  # fmt: skip
    assert clean_body(str(converted.html)) == converted.html
    assert convert(converted.html).notes == []


@pytest.mark.parametrize("wrong", ["latin-1", "cp874"])
def test_wrong_encodings_are_told_and_left(wrong: str) -> None:
    text = "การประชุมเลื่อนออกไป".encode().decode(wrong, "ignore")
    assert "mojibake" in [note.kind for note in convert(f"<p>{text}</p>").notes]


@pytest.mark.parametrize("words", ["การประชุม", "น้ำท่วม", "เมื่อคืนนี้"])
def test_tis_620_read_as_latin_1_is_told(words: str) -> None:
    text = words.encode("cp874").decode("latin-1")
    assert [note.kind for note in convert(f"<p>{text}</p>").notes] == ["mojibake"]


@pytest.mark.parametrize("text", ["voilà à São Paulo", "เธอเธอเธอเธอเธอ", "Þingvellir æðölé"])
def test_other_languages_are_no_damage(text: str) -> None:
    assert convert(f"<p>{text}</p>").notes == []


def test_joiners_stay_in_the_scripts_that_need_them() -> None:
    """ZWNJ in Persian and Jawi, ZWJ in Malayalam; none between Thai letters."""
    assert clean_body("<p>نیم\u200cفاصله</p>") == '<p lang="ar" dir="auto">نیم\u200cفاصله</p>'
    assert clean_body("<p>അവന്\u200dറെ</p>") == '<p lang="ml">അവന്\u200dറെ</p>'
    assert clean_body("<p>ข่าว\u200cเช้า\u200d</p>") == "<p>ข่าวเช้า</p>"
