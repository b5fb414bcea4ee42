"""Lists from Word, Outlook and other programs that write them as paragraphs."""

from __future__ import annotations

import pytest

from newsroom.body.pipeline import clean_body


def word_item(text: str, marker: str, level: int = 1) -> str:
    return (
        f"<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='mso-list:Ignore'>{marker}<span style='font:7.0pt "
        f'"Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>\n'
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (word_item("ก", "·") + word_item("ข", "§"), "<ul><li>ก</li><li>ข</li></ul>"),
        (
            word_item("ก", "1.") + word_item("ข", "o", 2) + word_item("ค", "2."),
            "<ol><li>ก<ul><li>ข</li></ul></li><li>ค</li></ol>",
        ),
        (word_item("ก", "3)"), '<ol start="3"><li>ก</li></ol>'),
        (word_item("ก", "(๒)"), '<ol start="2"><li>ก</li></ol>'),
        (
            "<p>·&nbsp;&nbsp;&nbsp;&nbsp; ก</p><p>o&nbsp;&nbsp; ข</p><p>§&nbsp; ค</p><p>·&nbsp;&nbsp; ง</p>",
            "<ul><li>ก<ul><li>ข<ul><li>ค</li></ul></li></ul></li><li>ง</li></ul>",
        ),
        (
            "<p class=MsoNormal>·&nbsp;&nbsp; ก</p><p class=MsoNormal>o&nbsp;&nbsp; ข</p>",
            "<ul><li>ก<ul><li>ข</li></ul></li></ul>",
        ),
        (
            "<p>1.&nbsp;&nbsp; ก</p><p>·&nbsp;&nbsp; ข</p><p>2.&nbsp;&nbsp; ค</p>",
            "<ol><li>ก<ul><li>ข</li></ul></li><li>ค</li></ol>",
        ),
        (
            "<p>·&nbsp;&nbsp; ก</p><p>1.&nbsp;&nbsp; ข</p>",
            "<ul><li>ก</li></ul><ol><li>ข</li></ol>",
        ),
        (
            "<p style='margin-left:36pt'>1.&nbsp;&nbsp; ก</p><p style='margin-left:72pt'>a.&nbsp;&nbsp; ข</p>",
            "<ol><li>ก<ol><li>ข</li></ol></li></ol>",
        ),
        (
            word_item("ก", "1.") + word_item("ข", "2.") + word_item("ค", "1."),
            "<ol><li>ก</li><li>ข</li></ol><ol><li>ค</li></ol>",
        ),
        (
            word_item("ก", "1.") + word_item("ข", "1.1", 2) + word_item("ค", "1.2", 2),
            "<ol><li>ก<ol><li>ข</li><li>ค</li></ol></li></ol>",
        ),
        (
            "<p>1.&nbsp;&nbsp; ก</p><p>2.&nbsp;&nbsp; ข</p><p>1.&nbsp;&nbsp; ค</p>",
            "<ol><li>ก</li><li>ข</li></ol><ol><li>ค</li></ol>",
        ),
        (
            "<ol start=3><li>ก<li value=7>ข<li>ค<li value=1>ง</ol>",
            '<ol start="3"><li>ก</li></ol><ol start="7"><li>ข</li><li>ค</li></ol><ol><li>ง</li></ol>',
        ),
        ("<p>- ขีดนำธรรมดา</p><p>1. ข้อธรรมดา</p>", "<p>- ขีดนำธรรมดา</p><p>1. ข้อธรรมดา</p>"),
        (word_item("ก", "·") + "<p>คั่น</p>" + word_item("ข", "·"),
         "<ul><li>ก</li></ul><p>คั่น</p><ul><li>ข</li></ul>"),
    ],
)  # fmt: skip
def test_paragraphs_with_markers_become_lists(given: str, kept: str) -> None:
    assert clean_body(given) == kept
    assert clean_body(str(kept)) == kept


def test_footnotes_of_word_keep_their_links() -> None:
    html = (
        '<p>ข้อความ<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> เชิงอรรถ</p></div>'
    )
    assert clean_body(html) == (
        '<p id="_ftnref1">ข้อความ<a href="#ftn1"><sup>[1]</sup></a></p>'
        '<p id="ftn1"><a href="#_ftnref1">[1]</a> เชิงอรรถ</p>'
    )
