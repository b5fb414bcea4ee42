"""Body HTML to plain text."""

from __future__ import annotations

from hypothesis import given

from newsroom.body.pipeline import clean_body
from newsroom.body.plain_text import html_to_text
from tests.body.strategies import raw_html


@given(raw_html)
def test_no_html_and_no_text_makes_a_conversion_fail(text: str) -> None:
    cleaned = clean_body(text)
    assert "<" not in html_to_text(cleaned) or "&lt;" in cleaned


def test_no_break_spaces_and_line_breaks_are_kept() -> None:
    assert html_to_text(clean_body("<p>100\u00a0บาท<br>บรรทัดสอง</p>")) == "100\u00a0บาท\nบรรทัดสอง"


def test_plain_text_has_one_line_per_block() -> None:
    text = html_to_text(
        "<h2>ก</h2><p>ข &amp; <strong>ค</strong></p><ul><li>ง</li><li>จ</li></ul><table><tr><td>ฉ</td><td>ช</td></tr></table>"
    )
    assert text == "ก\nข & ค\nง\nจ\nฉ\tช"
