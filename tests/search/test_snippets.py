"""Snippets and highlights (T-S5): never inside a grapheme cluster, the text always as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.query.query_parser import parse
from newsroom.search.snippets import SNIPPET_LENGTH, highlight, highlight_pattern, snippet
from newsroom.thai.clean import COMBINING_MARKS, clean

THAI = st.text(alphabet="กขนมรวสอเแโไาะำัิีึุู่้๊์ๆฯ ๑2a.\n", max_size=400)


def highlighted(text: str, query: str) -> list[str]:
    pattern = highlight_pattern(parse(query))
    return [fragment.text for fragment in highlight(text, pattern) if fragment.is_match]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("น้ำท่วมเชียงใหม่", "น้ำท่วม", ["น้ำท่วม"]),
        ("ประชุม ก.พ.ร. วันนี้", "กพร", ["ก.พ.ร"]),
        ("ปี ๒๕๕๙ นี้", "2559", ["๒๕๕๙"]),
        ("สมชาย ใจดี มา", "สมชายใจดี", ["สมชาย ใจดี"]),
        ("ป้องกัน COVID แล้ว", "covid", ["COVID"]),
        ("กิ่งไม้หัก", "กง", []),
        # The mark of a matched character is highlighted with it.
        ("ที่นี่", "ท", []),
        ("คนรักปี่พาทย์", "ปี", ["ปี่"]),
    ],
)
def test_matches_are_highlighted_as_they_are_written(
    text: str, query: str, expected: list[str]
) -> None:
    assert highlighted(text, query) == expected


def test_the_snippet_is_where_most_of_the_terms_are() -> None:
    text = "ข่าวทั่วไป " * 60 + "น้ำท่วมถนนในอำเภอเหนือคลองแล้ว " + "เรื่องอื่น " * 60 + "น้ำท่วม"
    fragments = snippet(text, highlight_pattern(parse("น้ำท่วม เหนือคลอง")))
    shown = "".join(fragment.text for fragment in fragments)
    assert "น้ำท่วมถนนในอำเภอเหนือคลอง" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert [fragment.text for fragment in fragments if fragment.is_match] == [
        "น้ำท่วม",
        "เหนือคลอง",
    ]


def test_without_a_match_the_snippet_is_the_beginning() -> None:
    fragments = snippet("ก" * 500, highlight_pattern(parse("ไม่มีคำนี้")))
    assert len(fragments) == 2
    assert len(fragments[0].text) <= SNIPPET_LENGTH


@given(THAI, THAI)
def test_no_fragment_begins_inside_a_grapheme_cluster_and_no_text_is_changed(
    raw: str, query: str
) -> None:
    text = clean(raw)
    pattern = highlight_pattern(parse(query))
    assert "".join(fragment.text for fragment in highlight(text, pattern)) == text
    shown = [fragment.text for fragment in snippet(text, pattern) if fragment.text != "…"]
    assert "".join(shown) in text
    for index, fragment in enumerate(shown):
        is_start = index == 0 and text.startswith(fragment)
        assert is_start or fragment[0] not in f"{COMBINING_MARKS}\u0e33".replace("-", ""), shown
