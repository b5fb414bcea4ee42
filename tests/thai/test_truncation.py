from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from newsroom.thai.clean import clean_line
from newsroom.thai.graphemes import LEADING_VOWELS, grapheme_count, graphemes
from newsroom.thai.truncation import truncate, truncate_to_bytes
from tests.thai.strategies import MARKS, thai

SENTENCE = (
    "องค์การบริหารส่วนจังหวัดกระบี่จัดอบรมสัมมนาโครงการสานสัมพันธ์เครือข่ายประชาสัมพันธ์"
    "ให้เกิดประสิทธิภาพและตอบสนองความต้องการของประชาชนในพื้นที่"
)


@given(thai, st.integers(0, 40))
def test_truncated_text_is_a_prefix_of_whole_graphemes(text: str, max_graphemes: int) -> None:
    """T-E1: at most that long, no grapheme cut, an ellipsis only if something was cut off"""
    line, truncated = clean_line(text), truncate(text, max_graphemes)
    if truncated == line:
        assert grapheme_count(line) <= max_graphemes or not line
        return
    assert truncated.endswith("…")
    kept = truncated[:-1]
    assert line.startswith(kept)
    assert grapheme_count(kept) <= max_graphemes
    assert "".join(graphemes(line)[: grapheme_count(kept)]) == kept
    assert not kept or kept[-1] not in LEADING_VOWELS


def test_truncation_never_separates_a_mark_from_its_consonant() -> None:
    """T-E1"""
    assert truncate("กิ่งไม้ล้มทับรถ", 2) in ("กิ่ง…", "กิ่…", "…")
    assert truncate("กิ่งไม้ล้มทับรถ", 1) != "ก…"


def test_truncation_ends_at_a_word_boundary_if_one_is_near() -> None:
    """T-E1"""
    assert truncate(SENTENCE, 25) == "องค์การบริหารส่วนจังหวัดกระบี่จัด…"
    assert truncate("ข่าวเช้า ข่าวเย็น", 100) == "ข่าวเช้า ข่าวเย็น"
    assert truncate("สวัสดี ชาวโลกทั้งหลาย", 7) == "สวัสดี…"


@given(thai, st.integers(0, 90))
def test_truncation_to_bytes_keeps_graphemes_whole(text: str, max_bytes: int) -> None:
    """T-U2"""
    text = clean_line(text)
    kept = truncate_to_bytes(text, max_bytes)
    assert text.startswith(kept)
    assert len(quote(kept)) <= max_bytes
    rest = text[len(kept) :]
    assert not (kept and rest and rest[0] in MARKS)
