"""Elements of pages that have no counterpart here: formulas, definitions, forms, styled cells."""

from __future__ import annotations

import pytest

from newsroom.body.conversion import ImageSource, LibraryPhoto
from newsroom.body.pipeline import convert


def _photo(source: ImageSource) -> LibraryPhoto:
    return LibraryPhoto(1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<p>สูตร <math alttext="x^2"><mi>x</mi><mn>2</mn></math> นี้</p>', "<p>สูตร <code>x^2</code> นี้</p>"),
        (
            '<span class="katex"><math><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></math>'
            '<span class="katex-html" aria-hidden="true">x1</span></span>',
            "<p><code>x_1</code></p>",
        ),
        (
            '<p>ก <span style="display: none"><math><mi>E</mi></math></span>'
            '<img class="mwe-math-fallback-image-inline" src="x.svg" alt="{\\displaystyle E=mc^{2}}"></p>',
            "<p>ก <code>E=mc^{2}</code></p>",
        ),
        ("<p><math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>", "<p><code>x=2</code></p>"),
        ("<dl><dt>คำ</dt><dd>ความหมาย</dd></dl>", "<p><strong>คำ</strong></p><p>ความหมาย</p>"),
        ("<details><summary>ถาม</summary>ตอบ</details>", "<p><strong>ถาม</strong></p><p>ตอบ</p>"),
        ("<label><input type=radio>ใช่</label><label>ไม่ใช่</label><button>ส่ง</button>",
         "<p>ใช่</p><p>ไม่ใช่</p><p>ส่ง</p>"),
        ('<table><tr><td style="font-weight:bold">ก</td><td>ข</td></tr></table>',
         "<table><tbody><tr><td><strong>ก</strong></td><td>ข</td></tr></tbody></table>"),
        ('<amp-img src="a.jpg" width="1" height="1" layout="responsive"></amp-img>',
         '<figure><img data-file="1" alt=""></figure>'),
        ('<img src="a.gif" width="1" height="1">', ""),
    ],
)  # fmt: skip
def test_nothing_readers_saw_is_lost(given: str, kept: str) -> None:
    html = convert(given, resolve_image=_photo).html
    assert html == kept
    assert convert(html, resolve_image=_photo).html == html


def test_a_formula_that_became_text_is_told() -> None:
    assert [note.kind for note in convert("<math><mi>x</mi></math>").notes] == ["formula-text"]
