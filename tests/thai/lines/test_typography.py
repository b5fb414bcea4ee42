import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis.strategies import lists

from newsroom.thai.lines.joiners import WORD_JOINER, without_joiners
from newsroom.thai.lines.typography import (
    NBSP,
    headline_html,
    headline_size,
    split_headline,
    typeset,
    typeset_fragments,
)
from tests.thai.strategies import thai


def test_spaces_at_which_no_line_may_break_become_no_break_spaces() -> None:
    """T-L2"""
    assert typeset("ต่าง ๆ นานา") == f"ต่าง{NBSP}ๆ นานา"
    assert typeset("(เด็ก)  ๆ") == f"(เด็ก){NBSP}{NBSP}ๆ"
    assert typeset("เทพรัตนราชสุดา ฯ และอื่น ๆ ฯลฯ").count(NBSP) == 3
    assert typeset("เรียน ฯพณฯ ท่าน") == "เรียน ฯพณฯ ท่าน"
    assert typeset("มี 200 คน") == f"มี 200{NBSP}คน"
    assert typeset("วันที่ 6 สิงหาคม") == f"วันที่{NBSP}6{NBSP}สิงหาคม"


@settings(deadline=None)  # the tables are read on first use
@given(thai)
def test_typesetting_changes_only_spaces_and_adds_joiners(text: str) -> None:
    typeset_text = without_joiners(typeset(text)).replace(NBSP, " ")
    assert typeset_text == without_joiners(text).replace(NBSP, " ")


def test_a_headline_keeps_words_whole_that_browsers_would_break() -> None:
    """T-L2"""
    html = headline_html("นายกฯ <b>สั่ง</b> อบจ.กระบี่")
    assert f'<span class="nowrap">นา{WORD_JOINER}ยกฯ</span>' in html
    assert '<span class="nowrap">อบจ.กระบี่</span>' in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert f'<span class="nowrap">5{NBSP}หมื่นล้านบาท</span>' in headline_html("อีก 5 หมื่นล้านบาท")
    assert '<span class="nowrap">2–1</span>' in headline_html("เฉือนคู่ปรับ 2–1 ขึ้นจ่าฝูง")


def test_a_word_that_a_highlight_cuts_is_joined_all_the_same() -> None:
    """T-L6"""
    assert typeset_fragments(["ถึงเมีย", "นมา", " ต่าง ๆ"]) == [
        f"ถึงเมีย{WORD_JOINER}", "นมา", f" ต่าง{NBSP}ๆ",
    ]  # fmt: skip
    assert (
        "".join(typeset_fragments(["งบ", "", "ประมาณ"], headline=True)) == f"งบ{WORD_JOINER}ประมาณ"
    )
    assert typeset_fragments([]) == []


def test_sums_and_abbreviations_are_held_together_in_highlighted_headlines_too() -> None:
    joined = "".join(typeset_fragments(["งบ 412 ล้าน", "บาท", " ของ อบจ.กระบี่"], headline=True))
    assert f"น{WORD_JOINER}บ" in joined, "between ล้าน and บาท"
    assert f".{WORD_JOINER}ก" in joined, "between อบจ. and กระบี่"
    assert f"ง{WORD_JOINER}" not in joined, "nowhere else"


@settings(deadline=None)  # the tables are read on first use
@given(lists(thai))
def test_fragments_stay_what_they_are(texts: list[str]) -> None:
    texts = [without_joiners(text) for text in texts]
    fragments = [without_joiners(part) for part in typeset_fragments(texts, headline=True)]
    assert [part.replace(NBSP, " ") for part in fragments] == [
        text.replace(NBSP, " ") for text in texts
    ]


def test_long_headlines_are_set_smaller() -> None:
    assert [headline_size("ก" * length) for length in (40, 100, 229)] == [
        "large",
        "medium",
        "small",
    ]


def test_a_plain_text_never_comes_back_as_safe_html() -> None:
    """What was typeset as HTML is cached, and must not stand for a plain text that equals it."""
    for text in ("<i>ok</i>", "<b>เมียนมา</b>"):
        typeset(SafeString(text))
        assert not isinstance(typeset(text), SafeString)
        assert typeset(text) == typeset(SafeString(text))


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ("น้ำท่วม|อ่าวลึก ปิดถนน", ["น้ำท่วม", "อ่าวลึก ปิดถนน"]),
        ("น้ำท่วมอ่าวลึก | ปิดถนน", ["น้ำท่วมอ่าวลึก ", "ปิดถนน"]),
        ("|น้ำท่วม||อ่าวลึกปิด|ถนน|", ["น้ำท่วม", "อ่าวลึก ปิด", "ถนน"]),
        # Without effect: no sign, another text.
        ("น้ำท่วมอ่าวลึก ปิดถนน", ["น้ำท่วมอ่าวลึก ปิดถนน"]),
        ("น้ำท่วม|กระบี่", ["น้ำท่วมอ่าวลึก ปิดถนน"]),
        ("", ["น้ำท่วมอ่าวลึก ปิดถนน"]),
    ],
)
def test_a_headline_is_cut_where_an_editor_says(lines: str, parts: list[str]) -> None:
    assert split_headline("น้ำท่วมอ่าวลึก ปิดถนน", lines) == parts


def test_a_forced_break_is_markup_around_typeset_lines() -> None:
    html = headline_html("นายก <b>สั่ง | ทันที", "นายก <b>|สั่ง | ทันที")
    assert html.count('<br class="headline-break">') == 2
    assert "&lt;b&gt;" in html
