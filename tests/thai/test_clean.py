import json
import unicodedata

import pytest
from hypothesis import given

from newsroom.thai.clean import clean, clean_line, is_blank, limit_marks
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("ก\u0e33\u0e49", "ก้ำ"),
        ("ก\u0e48\u0e35", "กี่"),
        ("กี\u0e48\u0e48", "กี่"),
        ("เเม่", "แม่"),
        ("สีดํา", "สีดำ"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("ท\uf70aน", "ท่น"),
        ("ข่าว\u200bเช้า\ufeff", "ข่าวเช้า"),
        ("ก\u00adข\u2060ค", "กขค"),
        ("ก\x00ข\x0bค\x7f", "กขค"),
        ("ก\r\nข\rค", "ก\nข\nค"),
        ("ทำาไม", "ทำไม"),
        ("ข่าว\u200cเช้า\u200d", "ข่าวเช้า"),
        ("س\u200c\u200c\u200dم", "س\u200cم"),
    ],
)
def test_damaged_thai_is_repaired(written: str, stored: str) -> None:
    """T-N1, T-N2"""
    assert clean(written) == stored


@pytest.mark.parametrize(
    "text",
    [
        "ฤๅษี", "มาาาาก", "5555", "👩‍👩‍👧", "ดีๆๆ", "Krabi ๒๕๕๙", "日本語", "ສະບາຍດີ", "พุทฺโธ",
        "نیم\u200cفاصله", "അവന്\u200dറെ", "ह\u200d", "🐻\u200d❄️",
        "ราคา\u00a0100 บาท", "บรรทัด\nใหม่", "🏳️‍🌈 🇹🇭 👍🏽", "é", "กรุงเทพฯ",
    ],
)  # fmt: skip
def test_intended_spellings_are_not_changed(text: str) -> None:
    """T-N1: elongations, other scripts, emoji sequences"""
    assert clean(text) == text


@given(thai)
def test_cleaning_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(thai)
def test_cleaning_never_makes_text_longer(text: str) -> None:
    assert len(clean(text)) <= len(unicodedata.normalize("NFC", text))


@given(thai)
def test_characters_that_cannot_be_stored_are_removed(text: str) -> None:
    cleaned = clean(text + "\ud800\x00")
    cleaned.encode("utf-8")
    json.dumps(cleaned)
    assert not set(cleaned) & set("\x00\x0b\u200b\ufeff\u2060")


@given(thai)
def test_a_cleaned_line_has_no_line_ends_and_single_spaces(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert "\n" not in line
    assert "  " not in line


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u0e48", "\u00a0\u0e49\u0e4c", "\n\t", "\u0301"]
)
def test_text_of_which_nothing_is_visible_is_blank(text: str) -> None:
    """T-N4"""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["ก", "5", ".", "👍", "ๆ"])
def test_text_of_which_something_is_visible_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_stacks_of_marks_are_limited() -> None:
    """T-N5"""
    assert limit_marks("ก" + "\u0e49\u0e48" * 30) == "ก" + "\u0e49\u0e48" * 2
    assert limit_marks("ที่นี่น้ำลึก") == "ที่นี่น้ำลึก"
