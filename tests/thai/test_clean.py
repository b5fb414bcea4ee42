import json
import unicodedata

import pytest
from hypothesis import given

from newsroom.thai.clean import clean, clean_line, is_blank, limit_marks
from newsroom.thai.folding import fold
from tests.thai.strategies import thai_text


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
    ],
)
def test_damaged_thai_is_repaired_on_its_way_in(written: str, stored: str) -> None:
    """T-N1, T-N2"""
    assert clean(written) == stored


@pytest.mark.parametrize(
    "text",
    [
        "ฤๅษี", "มาาาาก", "5555", "👩‍👩‍👧", "ดีๆๆ", "Krabi ๒๕๕๙", "日本語", "ສະບາຍດີ", "พุทฺโธ",
        "ราคา\u00a0100 บาท", "บรรทัด\nใหม่", "🏳️‍🌈 🇹🇭 👍🏽", "é", "กรุงเทพฯ",
    ],
)  # fmt: skip
def test_what_was_meant_so_is_left_alone(text: str) -> None:
    """T-N1: the reader's own words, other scripts, emoji sequences"""
    assert clean(text) == text


@given(thai_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(thai_text)
def test_cleaning_never_makes_text_longer(text: str) -> None:
    assert len(clean(text)) <= len(unicodedata.normalize("NFC", text))


@given(thai_text)
def test_what_cannot_be_stored_is_gone(text: str) -> None:
    cleaned = clean(text + "\ud800\x00")
    cleaned.encode("utf-8")
    json.dumps(cleaned)
    assert not set(cleaned) & set("\x00\x0b\u200b\ufeff\u2060")


@given(thai_text)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == line.strip()
    assert "\n" not in line
    assert "  " not in line


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u0e48", "\u00a0\u0e49\u0e4c", "\n\t", "\u0301"]
)
def test_text_in_which_nothing_is_to_be_seen_is_blank(text: str) -> None:
    """T-N4"""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["ก", "5", ".", "👍", "ๆ"])
def test_text_in_which_something_is_to_be_seen_is_not(text: str) -> None:
    assert not is_blank(text)


def test_vandals_towers_of_marks_are_cut_down() -> None:
    """T-N5"""
    assert limit_marks("ก" + "\u0e49\u0e48" * 30) == "ก" + "\u0e49\u0e48" * 2
    assert limit_marks("ที่นี่น้ำลึก") == "ที่นี่น้ำลึก"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("๒๕๕๙", "2559"),
        ("COVID", "covid"),
        ("ก.พ.ร.", "กพร"),
        ("อบจ.กระบี่", "อบจกระบี่"),
        ("น้ำ  ท่วม", "น\u0e49\u0e4d\u0e32 ท่วม"),
        ("“ทะเล”", '"ทะเล"'),
    ],
)
def test_spellings_of_the_same_words_have_one_key(one: str, other: str) -> None:
    """T-N3"""
    assert fold(one) == fold(other)


def test_different_words_have_different_keys() -> None:
    """T-N3, T-S2"""
    words = ["ข่าว", "ขาว", "ข้าว", "ใกล้", "ไกล", "3.5", "35", "เก่า", "เก้า", "ต่าง ๆ", "ต่าง"]
    assert len({fold(word) for word in words}) == len(words)


def test_dots_that_are_no_abbreviation_stay() -> None:
    assert fold("09.00 www.a.com 3.5") == "09.00 www.a.com 3.5"


@given(thai_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
