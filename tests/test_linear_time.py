"""Every function that takes text takes time linear in it.

Each is run on inputs of size n and 2n of a family that has made parsers and patterns quadratic, best
of several by CPU time; more than 2.5 times as long fails.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from newsroom.body.pipeline import clean_body, convert
from newsroom.body.plain_text import html_to_text
from newsroom.body.rendering.blocks import render_body
from newsroom.search.query.query_parser import parse as parse_query
from newsroom.thai.clean import clean, clean_line, is_blank, limit_marks
from newsroom.thai.collation import sort_key
from newsroom.thai.copydesk.check import check
from newsroom.thai.damage.mojibake import find_mojibake
from newsroom.thai.damage.pdf_text import find_damage
from newsroom.thai.folding import fold
from newsroom.thai.graphemes import graphemes
from newsroom.thai.lines.typography import headline_html, typeset
from newsroom.thai.segmentation import segment_words
from newsroom.thai.slugs import latin_slug, thai_slug
from newsroom.thai.truncation import truncate
from newsroom.transfer.wordpress.plain import plain_line, plain_prose
from tests.body.samples import no_photos

pytestmark = pytest.mark.slow
SIZE = 8_000  # characters
MAX_RATIO = 2.5
REPEATS = 3
ATTEMPTS = 4
MIN_SECONDS = 0.02  # below it the clock decides

MARKUP = [
    "<p>ก", "<div>ก", "<b>ก", "<font size=1>ก", "<ul><li>ก", "<li>ก", "<blockquote>ก",
    "<blockquote><p>ก</p></blockquote>", "<table><tr><td>ก", "<figure>ก", "<a href=x>ก", "<a><div>ก",
    "<b><p>ก", "<!--", "<", "&amp;", "&nbsp;", "ก<br><br>", "<pre>ก\n", "<svg><style><div>",
    "<div><table></div></table>", "<object><embed>", "<iframe src=https://a.example/></iframe>",
    "<figure><img data-file=7><figcaption>ก</figcaption></figure>", "<h3 id=ก>ก</h3><a href='#ก'>ข</a>",
    "<p style='mso-list:l0 level9'>1.&nbsp;&nbsp; ก</p>", "<p>·&nbsp;&nbsp; ก</p>", "<noscript><img src=a>",
    "[caption]ก", "[vc_row a='1']", "[a b=\"", "[embed]", "<q>ก", "<span style='font-weight:bold'>ก</span>",
]  # fmt: skip
TEXT = [
    " ", "ก ้", "ก า", "า่", "à¸", "เธ", "Ò", "1-", "1,", "ก.", "\n", "\u00a0", "ก", "ก ", "ก้", "้", "ํา", "ำ", "เ", "ๆ ", ".", "1", "1.", "(", '"', "a", "-", "\u200b",
    "س ", "中", "👩\u200d", "<", "ข่าวน้ำท่วม ", "นายก", "25 ล้านบาท ", "เมียนมา", "กระ",
]  # fmt: skip
# What its rules look for.
COPY_DESK_TEXT = [
    "นายสมชาย ฮฟหก ",
    "ที่ที่",
    "“ก",
    "พ.ศ. 2559 ",
    "10.00 น. ",
    "ๆ ",
    "ก ้",
    "ฮฟหก",
    '"',
    "1-",
]
MARKUP_FUNCTIONS: dict[str, Callable[[str], object]] = {
    "convert": convert,
    "convert WordPress": lambda text: convert(text, is_wordpress=True),
    "render": lambda text: render_body(clean_body(text), no_photos),
    "html_to_text": html_to_text,
    "plain_prose": plain_prose,
    "plain_line": plain_line,
}
TEXT_FUNCTIONS: dict[str, Callable[[str], object]] = {
    "convert": convert,
    "clean": clean,
    "clean_line": clean_line,
    "is_blank": is_blank,
    "limit_marks": limit_marks,
    "fold": fold,
    "graphemes": graphemes,
    "segment_words": segment_words,
    "thai_slug": lambda text: None if is_blank(text) else thai_slug(f"ก{text}"),
    "latin_slug": latin_slug,
    "sort_key": sort_key,
    "truncate": lambda text: truncate(text, 200),
    "parse_query": parse_query,
    "typeset": typeset,
    "headline_html": headline_html,
    "find_damage": lambda text: list(find_damage(text)),
    "find_mojibake": find_mojibake,
}


def seconds(function: Callable[[str], object], text: str) -> float:
    """CPU seconds, best of several; without the garbage collector, which also walks the other tests' objects."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(REPEATS):
            start = time.process_time()
            function(text)
            best = min(best, time.process_time() - start)
            if best < MIN_SECONDS / 4:
                break
    finally:
        gc.enable()
    return best


def of_size(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def is_linear(function: Callable[[str], object], unit: str) -> bool:
    double = seconds(function, of_size(unit, 2 * SIZE))
    return double <= MIN_SECONDS or double <= MAX_RATIO * seconds(function, of_size(unit, SIZE))


def assert_linear(function: Callable[[str], object], units: list[str]) -> None:
    """A busy machine slows one measurement, not each of ATTEMPTS; quadratic time fails every time."""
    assert [
        unit for unit in units if not any(is_linear(function, unit) for _ in range(ATTEMPTS))
    ] == []


@pytest.mark.parametrize("name", MARKUP_FUNCTIONS)
def test_functions_of_html_are_linear(name: str) -> None:
    assert_linear(MARKUP_FUNCTIONS[name], MARKUP)


@pytest.mark.parametrize("name", TEXT_FUNCTIONS)
def test_functions_of_text_are_linear(name: str) -> None:
    assert_linear(TEXT_FUNCTIONS[name], TEXT)


def test_the_copy_desk_is_linear() -> None:
    assert_linear(lambda text: check({"body": text}), COPY_DESK_TEXT)


def test_a_table_with_two_header_cells_in_each_row_is_rendered_at_once() -> None:
    """Its time doubled with each row."""
    row = "<tr><th>ภาค</th><th>จังหวัด</th><td>1</td></tr>"
    table = clean_body(f"<table><tbody>{row * 22}</tbody></table>")
    assert seconds(lambda html: render_body(html, no_photos), table) < 1
