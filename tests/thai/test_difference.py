"""Word-by-word differences of Thai texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.thai.difference import Piece, difference

SENTENCE = "ชาวประมงพบวาฬบรูด้ากลางอ่าว ฝูงใหญ่สุดในรอบสิบปี"


def joined(pieces: list[Piece], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, SENTENCE.replace("วาฬบรูด้า", "ฉลามวาฬ")),
        ("ย่อหน้าแรก\nย่อหน้าสอง\nย่อหน้าสาม", "ย่อหน้าแรก\nย่อหน้าใหม่\nย่อหน้าสอง\nย่อหน้าสาม"),
        ("", "ข่าวใหม่"),
        ("ข่าวเก่า", ""),
        ("น้ำ\r\nท่วม", "น้ำ\nท่วม"),
        ("ก" * 9000, "ก" * 9001),
        ("ๆๆๆ ฯ", "่้๊ <b>&amp;"),
    ],
)
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert joined(pieces, "same", "out") == old
    assert joined(pieces, "same", "in") == new


@settings(max_examples=60, deadline=None)
@given(st.text("กขาิ่้ำๆ 1a\n", max_size=60), st.text("กขาิ่้ำๆ 1a\n", max_size=60))
def test_whatever_is_compared_nothing_is_lost(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert joined(pieces, "same", "out") == old
    assert joined(pieces, "same", "in") == new
    assert all(piece.text for piece in pieces)


def test_equal_texts_have_no_difference() -> None:
    assert difference(SENTENCE, SENTENCE) == [Piece("same", SENTENCE)]


def test_words_are_marked_whole() -> None:
    pieces = difference("ราคาข้าวขึ้น", "ราคาข่าวขึ้น")
    assert pieces == [
        Piece("same", "ราคา"), Piece("out", "ข้าว"), Piece("in", "ข่าว"), Piece("same", "ขึ้น"),
    ]  # fmt: skip


def test_a_word_put_before_another_that_it_could_belong_to_is_marked_alone() -> None:
    old, new = "พบวาฬบรูด้ากลางอ่าว", "พบวาฬบรูด้าห้าตัวกลางอ่าว"
    assert difference(old, new) == [
        Piece("same", "พบวาฬบรูด้า"), Piece("in", "ห้าตัว"), Piece("same", "กลางอ่าว"),
    ]  # fmt: skip
    assert [piece.kind for piece in difference(new, old)] == ["same", "out", "same"]


def test_a_new_paragraph_leaves_the_others_as_they_were() -> None:
    old = "\n".join(f"ย่อหน้าที่ {number} ของข่าวนี้" for number in range(50))
    new = old.replace("ย่อหน้าที่ 7 ", "แทรกใหม่\nย่อหน้าที่ 7 ")
    changed = [piece for piece in difference(old, new) if piece.kind != "same"]
    assert changed == [Piece("in", "แทรกใหม่\n")]
