"""Sanitising body HTML.

Tried: script in every place, foreign images, broken and nested markup, what Word pastes.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.body.model.elements import INVISIBLE
from newsroom.body.parsing.tree import COMMENT, parse
from newsroom.body.pipeline import clean_body, convert
from newsroom.body.plain_text import html_to_text
from newsroom.body.rendering.blocks import render_body
from tests.body.samples import no_photos
from tests.body.strategies import raw_html, trees


@given(raw_html)
@settings(deadline=None)  # the first one loads the dictionary
@example("<li><table><li><")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_body(text)
    assert clean_body(str(once)) == once


@example("<blockquote><h1>1.&nbsp;&nbsp; ง</h1></blockquote>", False)
@example(
    "<blockquote><p>1.&nbsp;&nbsp; ก</p><table><tr><td>ก<td>ข</table><p>2.&nbsp;&nbsp; ข</p>", True
)
@given(st.one_of(trees, raw_html), st.booleans())
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_any_tree_is_converted_without_loss_unsaid_and_once_and_for_all(
    html: str, is_wordpress: bool
) -> None:
    converted = convert(html, is_wordpress=is_wordpress)
    kept = html_to_text(converted.html) + "".join(note.detail for note in converted.notes)
    assert Counter(_thai_letters(_visible_text(html))) <= Counter(_thai_letters(kept))
    again = convert(str(converted.html))
    assert again.html == converted.html
    lost_again = [note for note in again.notes if note.kind not in TEXT_NOTES]
    assert lost_again == []


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_converted_once_and_for_all(data: bytes) -> None:
    once = clean_body(data.decode("utf-8", errors="replace"))
    assert clean_body(str(once)) == once
    latin = clean_body(data.decode("latin-1"))
    assert clean_body(str(latin)) == latin


# These are about the text itself, which stays.
TEXT_NOTES = {"replacement-character", "mojibake"}


def _visible_text(html: str) -> str:
    """The text that a browser would show, more or less."""
    parts: list[str] = []
    stack: list[Any] = [parse(html)[0]]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag not in INVISIBLE and node.tag not in ("video", "object", COMMENT):
            stack += node.children
    return "".join(parts)


def _thai_letters(text: str) -> str:
    return "".join(character for character in text if "ก" <= character <= "ฮ")


@given(raw_html)
@settings(deadline=None)  # the first one loads the dictionary
def test_nothing_dangerous_comes_through(text: str) -> None:
    cleaned = clean_body(text).lower()
    for bad in ("<script", "onerror=", "<iframe", "<style", "<svg"):
        assert bad not in cleaned
    assert 'href="javascript' not in cleaned


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<b>ก</b><i>ข</i>", "<p><strong>ก</strong><em>ข</em></p>"),
        ("<h1>ก</h1><h6>ข</h6>", "<h2>ก</h2><h3>ข</h3>"),
        ("<p>ก</p><p>&nbsp;</p><p></p><p><br></p>", "<p>ก</p>"),
        ("<div>ก</div><span style='x'>ข</span>", "<p>ก</p><p>ข</p>"),
        (
            '<a href="https://a.example" target="_blank" onclick="x">ก</a>',
            '<p><a href="https://a.example">ก</a></p>',
        ),
        ('<a href="javascript:alert(1)">ก</a>', "<p>ก</p>"),
        ('<img src="https://evil.example/x.png">', ""),
        (
            '<img data-file="7" src="x" alt="ก">',
            '<figure><img data-file="7" alt="ก"></figure>',
        ),
        ('<img data-file="7; drop" alt="ก">', ""),
        ("<p class='MsoNormal'><o:p></o:p><span lang=TH>ข่าว</span></p>", "<p>ข่าว</p>"),
        ("<p>เเม่ น\u0e49\u0e4d\u0e32\u200b</p>", "<p>แม่ น้ำ</p>"),
        ("<p>ก&#8203;ข</p>", "<p>กข</p>"),
        ("<p>เ<b></b>เม่</p>", "<p>แม่</p>"),
        (
            "<table><caption>ก</caption><tr><th scope='col'>ข</th><td></td></tr></table>",
            "<p>ก</p><table><tbody><tr><th>ข</th><td></td></tr></tbody></table>",
        ),
        ("", ""),
        ("   ", ""),
    ],
)
def test_only_the_schema_is_kept(given: str, kept: str) -> None:
    assert clean_body(given) == kept


def test_numerals_stay_as_their_writer_chose() -> None:
    """T-D7"""
    html = "<p>ปีงบประมาณ ๒๕๕๙ ใช้ 2,559 ล้านบาท</p>"
    assert clean_body(html) == html
    assert "๒๕๕๙" in render_body(html, no_photos)
    assert "2,559" in render_body(html, no_photos)
    assert "๒๕๕๙" in html_to_text(html)
