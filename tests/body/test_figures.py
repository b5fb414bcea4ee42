"""Figures as clean HTML stores them.

Tried: a gallery of one photo, of none, in a gallery, with text in it; videos of other hosts.
"""

from __future__ import annotations

import pytest

from newsroom.body.figures import photo_usages
from newsroom.body.pipeline import clean_body
from tests.body.samples import GALLERY, PHOTO_1, PHOTO_2, VIDEO


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (GALLERY, GALLERY),
        (f'<figure data-gallery="x" class="y" onclick="z">{PHOTO_1}{PHOTO_2}</figure>', GALLERY),
        (f"<figure data-gallery>{PHOTO_1}</figure>", PHOTO_1),
        ("<figure data-gallery></figure>", ""),
        (
            f"<figure data-gallery>{PHOTO_1}<p>ข้อความ</p>{PHOTO_2}</figure>",
            f"{GALLERY}<p>ข้อความ</p>",
        ),
        (
            f"<figure data-gallery>{PHOTO_1}<figure data-gallery>{PHOTO_2}</figure></figure>",
            GALLERY,
        ),
        (f'<figure data-gallery>{PHOTO_1}<img data-file="2" alt="ข"></figure>', GALLERY),
        (f"<figure data-gallery>{PHOTO_1}{PHOTO_2}{VIDEO}</figure>", f"{GALLERY}{VIDEO}"),
        (
            f"<figure data-gallery>{PHOTO_1}{PHOTO_2}<figure><figcaption>เหลือ</figcaption></figure></figure>",
            f"{GALLERY}<p>เหลือ</p>",
        ),
        (VIDEO, VIDEO),
        (
            '<figure data-embed="youtu.be/dQw4w9WgXcQ?si=x&amp;t=1m30s" data-gallery></figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=90s"></figure>',
        ),
        (
            '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"><p>ก</p><img data-file="1" alt="ข"></figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure><figure><img data-file="1" alt="ข"></figure><p>ก</p>',
        ),
        (
            '<figure data-embed="https://evil.example/v"></figure>',
            '<p><a href="https://evil.example/v">เนื้อหาจาก evil.example</a></p>',
        ),
        (
            '<img alt="ก > ข" data-file="3">',
            '<figure><img data-file="3" alt="ก &gt; ข"></figure>',
        ),
    ],
)
def test_figures_are_stored_in_one_of_three_forms(raw: str, clean: str) -> None:
    assert clean_body(raw) == clean
    assert clean_body(clean) == clean


def test_photo_usages_tell_galleries_from_single_photos() -> None:
    assert photo_usages(f"{GALLERY}{PHOTO_2}{VIDEO}") == {(1, True), (2, True), (2, False)}
