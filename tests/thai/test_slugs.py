from urllib.parse import quote

import pytest
from hypothesis import given

from newsroom.thai.slugs import (
    MAX_SLUG_BYTES,
    EmptySlugError,
    is_valid_thai_slug,
    latin_slug,
    thai_slug,
)
from tests.thai.strategies import thai


def test_words_that_differ_in_tone_marks_have_different_slugs() -> None:
    """T-U3, T-T1: Django's slugify makes ขาว of all three"""
    assert [thai_slug(word) for word in ("ข่าว", "ขาว", "ข้าว")] == ["ข่าว", "ขาว", "ข้าว"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("น้ำท่วมที่เชียงใหม่", "น้ำท่วมที่เชียงใหม่"),
        ("แม่ฮ่องสอน สามหมอก!", "แม่ฮ่องสอน-สามหมอก"),
        ("COVID-19 ระลอก ๒", "covid-19-ระลอก-2"),
        ("อบจ.กระบี่", "อบจกระบี่"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
    ],
)
def test_slugs_keep_every_mark(text: str, slug: str) -> None:
    """T-U2"""
    assert thai_slug(text) == slug
    assert is_valid_thai_slug(slug)


def test_a_single_leading_vowel_is_a_slug_and_is_kept_at_the_end_of_one() -> None:
    assert thai_slug("เ") == "เ"
    assert thai_slug("สระ เ") == "สระ-เ"


@pytest.mark.parametrize(
    "text",
    ["", "!!!", "\u200b", "่", "---", pytest.param("ก" + "่้" * 50, id="one grapheme too long")],
)
def test_text_without_a_letter_or_digit_has_no_slug(text: str) -> None:
    with pytest.raises(EmptySlugError):
        thai_slug(text)


def test_long_slugs_end_on_a_word_within_the_limit() -> None:
    """T-U2"""
    slug = thai_slug("องค์การบริหาร ส่วนจังหวัดกระบี่ จัดอบรมสัมมนา", max_bytes=200)
    assert slug == "องค์การบริหาร"
    assert len(quote(slug)) <= 200


@given(thai)
def test_every_slug_that_is_made_is_valid(text: str) -> None:
    try:
        slug = thai_slug(text)
    except EmptySlugError:
        return
    assert is_valid_thai_slug(slug)
    assert len(quote(slug)) <= MAX_SLUG_BYTES == 360


@pytest.mark.parametrize("slug", ["", "ก ข", "ก/ข", "น\u0e49\u0e4d\u0e32", "-ก", "A", "ก?"])
def test_other_text_is_not_a_valid_slug(slug: str) -> None:
    assert not is_valid_thai_slug(slug)


def test_latin_slugs_are_suggestions_in_ascii() -> None:
    """T-U5"""
    assert latin_slug("Local news") == "local-news"
    assert latin_slug("ท้องถิ่น").isascii()
    assert latin_slug("ท้องถิ่น")
    assert latin_slug("!!!") == ""
    assert len(latin_slug("น้ำท่วม" * 1_000)) < 1_000


def test_latin_slugs_need_no_second_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> None:
        raise AssertionError("60 MB loaded")

    monkeypatch.setattr("pythainlp.tokenize.newmm.word_dict_trie", load)
    monkeypatch.setattr("pythainlp.tokenize.core.word_dict_trie", load, raising=False)
    assert latin_slug("ข่าวกระบี่ วันนี้") == "khaokrabi-wanni"
