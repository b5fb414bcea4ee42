"""The one door for HTML. Tried: script in every place, foreign pictures, broken and nested markup, Word's paste."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.articles.body import body_text, clean_body, plain_to_html, render_body
from tests import builders
from tests.thai.strategies import thai_text

PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<h1>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<ul>",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    '<img data-file="1" alt="a>b">',
    "<a href='javascript:x'>",
    "</a>",
    "<!--",
    "-->",
    "&nbsp;",
    "&#8203;",
    "&lt;",
    "\u200b",
    "เเ",
    "ก",
    " ",
    "\n",
    "<figure>",
    "<figure data-gallery>",
    "<figure data-embed='https://youtu.be/dQw4w9WgXcQ'>",
    "<figure data-embed='https://evil.example/'>",
    "<figcaption>",
    "</figcaption>",
    "</figure>",
    "<br>",
    "<p> </p>",
    "<",
    ">",
]
html = st.lists(st.one_of(st.sampled_from(PIECES), thai_text), max_size=14).map("".join)


@given(html)
@example("<li><table><li><")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_body(text)
    assert clean_body(once) == once


@given(html)
def test_nothing_dangerous_comes_through(text: str) -> None:
    cleaned = clean_body(text).lower()
    for bad in ("<script", "onerror=", "<iframe", "<style", "<svg"):
        assert bad not in cleaned
    assert 'href="javascript' not in cleaned


@given(html)
def test_text_and_reading_never_fail(text: str) -> None:
    cleaned = clean_body(text)
    assert "<" not in body_text(cleaned) or "&lt;" in cleaned
    plain_to_html(text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<b>ก</b><i>ข</i>", "<strong>ก</strong><em>ข</em>"),
        ("<h1>ก</h1><h6>ข</h6>", "<h2>ก</h2><h4>ข</h4>"),
        ("<p>ก</p><p>&nbsp;</p><p></p><p><br></p>", "<p>ก</p>"),
        ("<div>ก</div><span style='x'>ข</span>", "<p>ก</p>ข"),
        (
            '<a href="https://a.example" target="_blank" onclick="x">ก</a>',
            '<a href="https://a.example">ก</a>',
        ),
        ('<a href="javascript:alert(1)">ก</a>', "<a>ก</a>"),
        ('<img src="https://evil.example/x.png">', ""),
        ('<img data-file="7" src="x" alt="ก">', '<img data-file="7" alt="ก">'),
        ('<img data-file="7; drop" alt="ก">', ""),
        ("<p class='MsoNormal'><o:p></o:p><span lang=TH>ข่าว</span></p>", "<p>ข่าว</p>"),
        ("<p>เเม่ น\u0e49\u0e4d\u0e32\u200b</p>", "<p>แม่ น้ำ</p>"),
        ("<p>ก&#8203;ข</p>", "<p>กข</p>"),
        (
            "<table><caption>ก</caption><tr><th scope='col'>ข</th></tr></table>",
            '<table><caption>ก</caption><tbody><tr><th scope="col">ข</th></tr></tbody></table>',
        ),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_is_kept(given: str, kept: str) -> None:
    assert clean_body(given) == kept


def test_nbsp_and_line_breaks_are_the_writers() -> None:
    assert body_text(clean_body("<p>100\u00a0บาท<br>บรรทัดสอง</p>")) == "100\u00a0บาท\nบรรทัดสอง"


def test_plain_text_has_a_line_a_block() -> None:
    text = body_text(
        "<h2>ก</h2><p>ข &amp; <strong>ค</strong></p><ul><li>ง</li><li>จ</li></ul><table><tr><td>ฉ</td><td>ช</td></tr></table>"
    )
    assert text == "ก\nข & ค\nง\nจ\nฉ\tช"


@pytest.mark.django_db
def test_pictures_are_shown_with_caption_and_credit() -> None:
    photo = builders.photo()
    shown = render_body(
        clean_body(
            f'<p>ก</p><figure><img data-file="{photo.pk}" alt="เรือ"><figcaption>ริม <b>ท่า</b></figcaption></figure>'
        )
    )
    assert '<figure class="photo"><picture>' in shown
    assert 'alt="เรือ"' in shown
    assert (
        '<figcaption>ริม <strong>ท่า</strong> <span class="credit">ภาพ: สุนิสา ชูช่วย</span></figcaption>'
        in shown
    )
    assert render_body('<figure><img data-file="999"></figure>') == ""


@pytest.mark.django_db
def test_a_picture_typed_into_a_paragraph_stands_beside_it() -> None:
    photo = builders.photo(caption="", credit="")
    shown = render_body(clean_body(f'<p>ก่อน <img data-file="{photo.pk}" alt="เรือ"> หลัง</p>'))
    assert shown.startswith("<p>ก่อน  หลัง</p><figure")
    assert "<p><figure" not in shown


def test_tables_scroll_and_links_lead_out_safely() -> None:
    shown = render_body(
        "<table><tbody><tr><th>ก</th><th>ข</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert shown.startswith(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="ตาราง">'
    )
    assert shown.count('scope="col"') == 2
    assert 'rel="noopener"' in render_body('<a href="https://a.example/">ก</a>')
    assert "rel=" not in render_body('<a href="/news/1/">ก</a>')
    assert render_body('<a href="http://[broken">ก</a>')


def test_numerals_stay_as_their_writer_chose() -> None:
    """T-D7"""
    html = "<p>ปีงบประมาณ ๒๕๕๙ ใช้ 2,559 ล้านบาท</p>"
    assert clean_body(html) == html
    assert "๒๕๕๙" in render_body(html)
    assert "2,559" in render_body(html)
    assert "๒๕๕๙" in body_text(html)


def test_rules_typed_by_hand_are_rules() -> None:
    assert render_body("<p>ก</p><p>-------</p><p>* * *</p><p>......</p>") == "<p>ก</p><hr><hr><hr>"
    assert render_body("<p>-- ข่าว --</p><p>…</p><p>...</p>").count("<hr>") == 0


def test_plain_text_becomes_paragraphs() -> None:
    assert plain_to_html("ก\nข\n\n<ค>\n\n \u200b ") == "<p>ก<br>ข</p><p>&lt;ค&gt;</p>"
