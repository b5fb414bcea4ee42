"""How a query is parsed: terms, phrases, exclusions, both eras, synonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.query.query_parser import MAX_QUERY_LENGTH, convert_era, parse


def variants(text: str) -> list[tuple[str, ...]]:
    return [term.variants for term in parse(text).terms]


def test_spaces_separate_terms_and_quotes_keep_phrases_whole() -> None:
    assert variants("น้ำท่วม กระบี่") == [("น้ำท่วม",), ("กระบี่",)]
    assert parse('"น้ำท่วม กระบี่"').terms[0].phrase == "น้ำท่วม กระบี่"
    assert parse("“น้ำท่วม กระบี่”").terms[0].phrase == "น้ำท่วม กระบี่"


def test_a_minus_before_a_word_excludes_it() -> None:
    query = parse("น้ำท่วม -กระบี่ โควิด-19")
    assert query.excluded == ("กระบี่",)
    assert [term.variants[0] for term in query.terms] == ["น้ำท่วม", "โควิด-19"]


def test_a_lone_word_with_a_minus_is_not_an_exclusion() -> None:
    """`-jk;` is ข่าว typed with the English keyboard layout (T-S6)."""
    assert parse("-jk;").excluded == ()
    assert variants("-jk;") == [("-jk;",)]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("2559", ("2559", "2016")),
        ("๒๕๕๙", ("2559", "2016")),
        ("ค.ศ. 2016", ("2016", "2559")),
        ("ปี พ.ศ. 2559", ("2559", "2016")),
    ],
)
def test_a_year_has_a_variant_in_the_other_era(text: str, both: tuple[str, str]) -> None:
    assert variants(text) == [both]


def test_eras_are_543_years_apart() -> None:
    assert (convert_era("2559"), convert_era("2016")) == ("2016", "2559")


@pytest.mark.parametrize(
    ("text", "synonym"),
    [
        ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
        ("อบจ", "องค์การบริหารส่วนจังหวัด"),
        ("คณะรัฐมนตรี", "ครม"),
        ("ก.พ.ร.", "คณะกรรมการพัฒนาระบบราชการ"),
    ],
)
def test_abbreviations_and_full_names_are_synonyms(text: str, synonym: str) -> None:
    assert synonym in variants(text)[0]


def test_a_quoted_abbreviation_has_no_synonyms() -> None:
    assert variants('"อบจ"') == [("อบจ",)]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "่", '""', "\0", "ก"])
def test_text_without_a_word_is_an_empty_query(text: str) -> None:
    assert parse(text).is_empty


@given(st.text(max_size=300))
def test_any_text_can_be_parsed(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= MAX_QUERY_LENGTH
    assert all(len(term.variants[0]) > 1 for term in query.terms)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("ผวจ.เชียงใหม่", "ผู้ว่าราชการจังหวัดเชียงใหม่"), ("ผู้ว่าราชการจังหวัดเชียงใหม่", "ผวจเชียงใหม่"),
        ("ผู้ว่าฯเชียงใหม่", "ผู้ว่าราชการจังหวัดเชียงใหม่"), ("พล.อ.ประยุทธ์", "พลเอกประยุทธ์"),
        ("พลเอกประยุทธ์", "พลอประยุทธ์"), ("รมว.สาธารณสุข", "รัฐมนตรีว่าการกระทรวงสาธารณสุข"),
        ("จ.เชียงใหม่", "จังหวัดเชียงใหม่"), ("อ.แม่สาย", "อำเภอแม่สาย"),
    ],
)  # fmt: skip
def test_a_title_written_together_with_a_name_is_found_in_full_and_short(
    typed: str, other: str
) -> None:
    assert other in variants(typed)[0]


@pytest.mark.parametrize(
    "typed", ["มเชียงใหม่", "สวยงาม", "ตรวจสอบ", "www.a.com", "จ.", "a.b", '"จ.เชียงใหม่"']
)
def test_letters_that_begin_a_word_are_no_abbreviation(typed: str) -> None:
    assert len(variants(typed)) == 0 or len(variants(typed)[0]) == 1


def test_a_university_is_not_any_word_that_ends_as_its_abbreviation() -> None:
    assert "มเชียงใหม่" not in variants("มหาวิทยาลัยเชียงใหม่")[0]
