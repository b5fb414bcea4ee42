"""Fact boxes and pull quotes: what they hold, and what imports bring."""

from __future__ import annotations

import pytest

from newsroom.body.pipeline import clean_body, convert
from newsroom.body.plain_text import html_to_text
from newsroom.body.rendering.blocks import render_body
from newsroom.syndication.formats.absolute_html import absolute_html
from newsroom.thai.lines.joiners import without_joiners
from tests.body.samples import PHOTO_2, no_photos

QUOTE = '<blockquote data-speaker="นายสมชาย ใจดี" data-position="ชาวประมง"><p>ทะเลไม่รอใคร</p></blockquote>'
BOX = "<aside><h3>รู้จักมรสุม</h3><p>ลมประจำฤดู</p><ul><li>ตะวันตกเฉียงใต้</li></ul></aside>"


@pytest.mark.parametrize("stored", [QUOTE, BOX, "<aside><p>ก</p></aside>"])
def test_what_is_stored_stays(stored: str) -> None:
    assert clean_body(stored) == stored


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("<aside><h5>หัว</h5>ก</aside>", "<aside><h3>หัว</h3><p>ก</p></aside>"),
        # One title; other headings are bold lines.
        (
            "<aside><h2>หัว</h2><h2>สอง</h2></aside>",
            "<aside><h3>หัว</h3><p><strong>สอง</strong></p></aside>",
        ),
        # What it does not hold comes behind it.
        (f"<aside><p>ก</p>{PHOTO_2}<p>ข</p></aside>", f"<aside><p>ก</p><p>ข</p></aside>{PHOTO_2}"),
        ("<ul><li><aside>ก</aside></li></ul>", "<ul><li>ก</li></ul>"),
        ("<aside><h2></h2><p> </p></aside>", ""),
        (
            '<blockquote data-speaker=" " data-position="ชาวบ้าน">ก</blockquote>',
            '<blockquote data-speaker="ชาวบ้าน"><p>ก</p></blockquote>',
        ),
        # Nobody is lost where no pull quote can be.
        (
            '<blockquote><blockquote data-speaker="นายก">ก</blockquote></blockquote>',
            "<blockquote><blockquote><p>ก</p></blockquote><p>นายก</p></blockquote>",
        ),
        ('<blockquote data-speaker="นายก"></blockquote>', "<p>นายก</p>"),
        ('<blockquote data-speaker="x" onclick="y"><p>ก', '<blockquote data-speaker="x"><p>ก</p></blockquote>'),
    ],
)  # fmt: skip
def test_other_forms_are_brought_into_it(given: str, stored: str) -> None:
    assert clean_body(given) == stored


@pytest.mark.parametrize(
    "html",
    [
        '<figure class="wp-block-pullquote has-text-align-left"><blockquote><p>ก</p><cite>นาง ข</cite></blockquote></figure>',
        '<blockquote class="wp-block-pullquote"><p>ก</p><cite>— นาง ข</cite></blockquote>',
        '<aside class="pullquote">ก<footer>นาง ข</footer></aside>',
    ],
)
def test_pull_quotes_of_wordpress_bring_their_speaker(html: str) -> None:
    assert convert(html, is_wordpress=True).html == (
        '<blockquote data-speaker="นาง ข"><p>ก</p></blockquote>'
    )


def test_the_speaker_is_found_by_search() -> None:
    assert html_to_text(QUOTE + BOX) == (
        "ทะเลไม่รอใคร\nนายสมชาย ใจดี, ชาวประมง\nรู้จักมรสุม\nลมประจำฤดู\nตะวันตกเฉียงใต้"
    )


def test_readers_get_the_words_with_who_said_them() -> None:
    html = without_joiners(render_body(QUOTE, no_photos))
    assert html == (
        '<figure class="pull-quote"><blockquote><p>ทะเลไม่รอใคร</p></blockquote><figcaption>'
        '<span class="speaker">นายสมชาย ใจดี</span> <span class="position">ชาวประมง</span>'
        "</figcaption></figure>"
    )
    nobody = render_body('<blockquote data-speaker=""><p>ก</p></blockquote>', no_photos)
    assert "figcaption" not in nobody
    hostile = '<blockquote data-speaker="&lt;script&gt;"><p>ก</p></blockquote>'
    assert "<script" not in render_body(hostile, no_photos)


def test_a_fact_box_leaves_the_outline_of_the_story_alone() -> None:
    html = without_joiners(render_body(BOX, no_photos))
    assert '<p class="fact-box-title"><strong>รู้จักมรสุม</strong></p><p>ลมประจำฤดู</p>' in html
    assert html.startswith('<div class="fact-box" role="note"')
    assert "<h3" not in html


def test_feeds_have_both() -> None:
    html = absolute_html(render_body(QUOTE + BOX, no_photos), "https://news.example/news/1/")
    assert "<div><blockquote>" in html
    assert "<p><strong>รู้จัก" in html
    assert "class" not in html
