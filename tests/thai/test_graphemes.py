import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.thai.graphemes import grapheme_count, graphemes
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("น้ำ", ["น้ำ"]),
        ("กิ่งไม้", ["กิ่", "ง", "ไ", "ม้"]),
        ("ที่ปู่", ["ที่", "ปู่"]),
        ("พุทฺโธ", ["พุ", "ทฺ", "โ", "ธ"]),
        ("👩‍👩‍👧ก", ["👩‍👩‍👧", "ก"]),
        ("🇹🇭🇱🇦", ["🇹🇭", "🇱🇦"]),
        ("👍🏽", ["👍🏽"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("ก\r\nข", ["ก", "\r\n", "ข"]),
    ],
)
def test_a_grapheme_is_what_a_reader_sees_as_one_character(text: str, clusters: list[str]) -> None:
    """T-E3"""
    assert graphemes(text) == clusters
    assert grapheme_count(text) == len(clusters)


@given(thai)
def test_graphemes_joined_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(st.text(alphabet="กำ้แ\u200d👩👧a \u0301", max_size=30), st.integers(0, 12))
def test_a_limit_gives_the_first_clusters(text: str, limit: int) -> None:
    assert graphemes(text, limit) == graphemes(text)[:limit]
