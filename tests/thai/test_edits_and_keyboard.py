"""Edit distance, keyboards and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.thai.edits import nearest
from newsroom.thai.keyboard import typed_as_latin, typed_as_thai
from newsroom.thai.places import province

LETTERS = st.text(alphabet="กขค่้าัab", max_size=24)


def plain_distance(pattern: str, text: str) -> int:
    """The textbook's table: fewest edits between a pattern and any piece of a text."""
    row = [0] * (len(text) + 1)
    for number, letter in enumerate(pattern, 1):
        above, row = row, [number]
        for place, other in enumerate(text, 1):
            row.append(
                min(above[place - 1] + (letter != other), above[place] + 1, row[place - 1] + 1)
            )
    return min(row)


@given(LETTERS.filter(bool), LETTERS)
def test_the_bits_count_what_the_table_counts(pattern: str, text: str) -> None:
    near = nearest(pattern, text, most=len(pattern))
    assert near is not None
    assert near.edits == plain_distance(pattern, text)
    piece = text[near.start : near.end]
    assert plain_distance(piece, pattern) <= near.edits or near.edits == len(pattern)


@given(LETTERS.filter(bool), LETTERS, st.integers(0, 3))
def test_nothing_is_nearer_than_allowed(pattern: str, text: str, most: int) -> None:
    near = nearest(pattern, text, most)
    assert (near is None) == (plain_distance(pattern, text) > most)


def test_the_piece_is_in_whole_letters_where_that_costs_no_more() -> None:
    near = nearest("นำท่วม", "เกิดน้ำท่วมใหญ่", most=2)
    assert near is not None
    assert "เกิดน้ำท่วมใหญ่"[near.start : near.end] == "น้ำท่วม"


@pytest.mark.parametrize(
    ("latin", "thai"), [("-jk;", "ข่าว"), ("ohe", "น้ำ"), ("dit[uj", "กระบี่"), ("email", "ำทฟรส")]
)
def test_the_two_keyboards_lie_on_the_same_keys(latin: str, thai: str) -> None:
    """T-S6"""
    assert typed_as_latin(latin) == thai
    assert typed_as_thai(thai) == latin


@pytest.mark.parametrize("name", ["krabi", "Krabi", "KRABI "])
def test_provinces_are_known_by_their_latin_names(name: str) -> None:
    assert province(name) == "กระบี่"


def test_other_latin_words_are_no_provinces() -> None:
    assert province("covid") is None
