"""How a query is read: terms, phrases, exclusions, both eras, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.query import LONGEST_QUERY, other_era, parse


def spellings(typed: str) -> list[tuple[str, ...]]:
    return [term.spellings for term in parse(typed).terms]


def test_blanks_part_terms_and_quotes_keep_phrases_whole() -> None:
    assert spellings("น้ำท่วม กระบี่") == [("น้ำท่วม",), ("กระบี่",)]
    assert parse('"น้ำท่วม กระบี่"').terms[0].phrase == "น้ำท่วม กระบี่"
    assert parse("“น้ำท่วม กระบี่”").terms[0].phrase == "น้ำท่วม กระบี่"


def test_a_minus_before_a_word_excludes_it() -> None:
    query = parse("น้ำท่วม -กระบี่ โควิด-19")
    assert query.excluded == ("กระบี่",)
    assert [term.spellings[0] for term in query.terms] == ["น้ำท่วม", "โควิด-19"]


def test_nothing_but_a_minus_word_is_no_exclusion() -> None:
    """`-jk;` is ข่าว on the wrong keyboard (T-S6)."""
    assert parse("-jk;").excluded == ()
    assert spellings("-jk;") == [("-jk;",)]


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("2559", ("2559", "2016")),
        ("๒๕๕๙", ("2559", "2016")),
        ("ค.ศ. 2016", ("2016", "2559")),
        ("ปี พ.ศ. 2559", ("2559", "2016")),
    ],
)
def test_a_year_is_looked_for_in_both_eras(typed: str, both: tuple[str, str]) -> None:
    assert spellings(typed) == [both]


def test_eras_are_543_years_apart() -> None:
    assert (other_era("2559"), other_era("2016")) == ("2016", "2559")


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
        ("อบจ", "องค์การบริหารส่วนจังหวัด"),
        ("คณะรัฐมนตรี", "ครม"),
        ("ก.พ.ร.", "คณะกรรมการพัฒนาระบบราชการ"),
    ],
)
def test_abbreviations_and_their_full_names_are_one(typed: str, meaning: str) -> None:
    assert meaning in spellings(typed)[0]


def test_a_quoted_abbreviation_is_taken_as_it_stands() -> None:
    assert spellings('"อบจ"') == [("อบจ",)]


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "่", '""', "\0", "ก"])
def test_what_says_nothing_is_an_empty_query(typed: str) -> None:
    assert parse(typed).is_empty


@given(st.text(max_size=300))
def test_any_text_can_be_read(typed: str) -> None:
    query = parse(typed)
    assert len(query.typed) <= LONGEST_QUERY
    assert all(len(term.spellings[0]) > 1 for term in query.terms)
