"""Passages and marks (T-S5): never inside a cluster, the text always as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.passages import LENGTH, marked, passage, pattern
from newsroom.search.query import parse
from newsroom.thai.clean import MARKS, clean

THAI = st.text(alphabet="กขนมรวสอเแโไาะำัิีึุู่้๊์ๆฯ ๑2a.\n", max_size=400)


def found(text: str, typed: str) -> list[str]:
    return [piece.text for piece in marked(text, pattern(parse(typed))) if piece.is_found]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("น้ำท่วมเชียงใหม่", "น้ำท่วม", ["น้ำท่วม"]),
        ("ประชุม ก.พ.ร. วันนี้", "กพร", ["ก.พ.ร"]),
        ("ปี ๒๕๕๙ นี้", "2559", ["๒๕๕๙"]),
        ("สมชาย ใจดี มา", "สมชายใจดี", ["สมชาย ใจดี"]),
        ("ป้องกัน COVID แล้ว", "covid", ["COVID"]),
        ("กิ่งไม้หัก", "กง", []),
        # The mark of the letter that was found is marked with it.
        ("ที่นี่", "ท", []),
        ("คนรักปี่พาทย์", "ปี", ["ปี่"]),
    ],
)
def test_what_was_looked_for_is_marked_as_it_is_written(
    text: str, typed: str, expected: list[str]
) -> None:
    assert found(text, typed) == expected


def test_the_passage_is_where_most_of_the_words_are() -> None:
    text = "ข่าวทั่วไป " * 60 + "น้ำท่วมถนนในอำเภอเหนือคลองแล้ว " + "เรื่องอื่น " * 60 + "น้ำท่วม"
    pieces = passage(text, pattern(parse("น้ำท่วม เหนือคลอง")))
    shown = "".join(piece.text for piece in pieces)
    assert "น้ำท่วมถนนในอำเภอเหนือคลอง" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert [piece.text for piece in pieces if piece.is_found] == ["น้ำท่วม", "เหนือคลอง"]


def test_without_a_find_the_beginning_is_shown() -> None:
    pieces = passage("ก" * 500, pattern(parse("ไม่มีคำนี้")))
    assert len(pieces) == 2
    assert len(pieces[0].text) <= LENGTH


@given(THAI, THAI)
def test_no_piece_begins_inside_a_cluster_and_nothing_is_changed(raw: str, typed: str) -> None:
    text = clean(raw)
    wanted = pattern(parse(typed))
    assert "".join(piece.text for piece in marked(text, wanted)) == text
    shown = [piece.text for piece in passage(text, wanted) if piece.text != "…"]
    assert "".join(shown) in text
    for place, piece in enumerate(shown):
        at_the_start = place == 0 and text.startswith(piece)
        assert at_the_start or piece[0] not in f"{MARKS}\u0e33".replace("-", ""), shown
