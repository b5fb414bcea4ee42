from urllib.parse import quote

import pytest
from hypothesis import given

from newsroom.thai.numerals import thai_count, to_arabic, to_thai
from newsroom.thai.slugs import NoSlug, latin_slug, thai_slug, valid_thai_slug
from newsroom.thai.sorting import LONGEST, sort_key
from newsroom.thai.typography import NBSP, headline_markup, typeset
from tests.thai.strategies import thai_text


def test_three_words_that_look_alike_have_three_slugs() -> None:
    """T-U, T-T1: Django's slugify makes ขาว of all three"""
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
    assert thai_slug(text) == slug
    assert valid_thai_slug(slug)


@pytest.mark.parametrize("text", ["", "!!!", "\u200b", "่", "---"])
def test_no_slug_is_made_of_nothing(text: str) -> None:
    with pytest.raises(NoSlug):
        thai_slug(text)


def test_long_slugs_end_on_a_word_within_the_limit() -> None:
    """T-U2"""
    slug = thai_slug("องค์การบริหาร ส่วนจังหวัดกระบี่ จัดอบรมสัมมนา", most_bytes=200)
    assert slug == "องค์การบริหาร"
    assert len(quote(slug)) <= 200


@given(thai_text)
def test_a_slug_made_is_a_slug_valid(text: str) -> None:
    try:
        slug = thai_slug(text)
    except NoSlug:
        return
    assert valid_thai_slug(slug)
    assert len(quote(slug)) <= 360


@pytest.mark.parametrize("slug", ["", "ก ข", "ก/ข", "น\u0e49\u0e4d\u0e32", "-ก", "A", "ก?"])
def test_what_no_slug_looks_like_is_not_valid(slug: str) -> None:
    assert not valid_thai_slug(slug)


def test_latin_slugs_are_only_suggested() -> None:
    """T-U5"""
    assert latin_slug("Local news") == "local-news"
    assert latin_slug("ท้องถิ่น").isascii()
    assert latin_slug("ท้องถิ่น")
    assert latin_slug("!!!") == ""


def test_names_stand_in_the_order_of_the_dictionary() -> None:
    """T-C1"""
    words = "กา เก่า ไก่ ขาว ข่าว ข้าว เขา จาน แม่ โรง ฤดู ฮา".split()
    mixed = "ฮา ฤดู ขาว โรง ข้าว ไก่ แม่ กา จาน เขา เก่า ข่าว".split()
    assert sorted(mixed, key=sort_key) == words
    assert sorted(["แม่", "apple", "9", "กา", "๑๐"], key=sort_key) == [
        "9",
        "๑๐",
        "apple",
        "กา",
        "แม่",
    ]


@given(thai_text)
def test_sort_keys_fit_their_column(text: str) -> None:
    assert len(sort_key(text)) <= LONGEST


def test_numerals_change_only_when_asked() -> None:
    assert to_arabic("๒๕๕๙") == "2559"
    assert to_thai("2559") == "๒๕๕๙"
    assert thai_count(1234567) == "1,234,567"


def test_blanks_that_must_not_break_a_line_do_not() -> None:
    """T-L2"""
    assert typeset("ต่าง ๆ นานา") == f"ต่าง{NBSP}ๆ นานา"
    assert typeset("(เด็ก)  ๆ") == f"(เด็ก){NBSP}{NBSP}ๆ"
    assert typeset("เทพรัตนราชสุดา ฯ และอื่น ๆ ฯลฯ").count(NBSP) == 3
    assert typeset("เรียน ฯพณฯ ท่าน") == "เรียน ฯพณฯ ท่าน"
    assert typeset("มี 200 คน") == f"มี 200{NBSP}คน"
    assert typeset("วันที่ 6 สิงหาคม") == f"วันที่{NBSP}6{NBSP}สิงหาคม"


@given(thai_text)
def test_typesetting_changes_nothing_but_blanks(text: str) -> None:
    assert typeset(text).replace(NBSP, " ") == text.replace(NBSP, " ")


def test_headlines_keep_words_whole_that_browsers_tear() -> None:
    markup = headline_markup("นายกฯ <b>สั่ง</b> อบจ.กระบี่")
    assert '<span class="nowrap">นายกฯ</span>' in markup
    assert '<span class="nowrap">อบจ.กระบี่</span>' in markup
    assert "<b>" not in markup
    assert "&lt;b&gt;" in markup
    assert f'<span class="nowrap">5{NBSP}หมื่นล้านบาท</span>' in headline_markup("อีก 5 หมื่นล้านบาท")
    assert '<span class="nowrap">2–1</span>' in headline_markup("เฉือนคู่ปรับ 2–1 ขึ้นจ่าฝูง")
