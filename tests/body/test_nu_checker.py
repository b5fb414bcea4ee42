"""The Nu HTML checker finds nothing in any body, whatever program it came from."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest

from newsroom.body.conversion import GalleryRequest, ImageSource, LibraryPhoto
from newsroom.body.pipeline import convert
from newsroom.body.rendering.blocks import BodyPhoto, render_body
from tests.body.bodies import BODIES, WORDPRESS_BODIES
from tests.nu import nu_problems

pytestmark = pytest.mark.slow


class LibraryPicture:
    """A photo of the library with all texts, without files."""

    alt, caption, credit = "เรือ", "เรือหัวโทง", "ช่างภาพ"

    def url(self, shape: str = "full") -> str:
        return f"/media/{shape}.jpg"

    def picture_html(self, shape: str = "full", *, sizes: str, alt: str) -> str:
        return f'<picture><img src="{self.url(shape)}" alt="{escape(alt)}" width="800" height="600"></picture>'


def photos(ids: Iterable[int]) -> dict[int, BodyPhoto]:
    return {pk: LibraryPicture() for pk in ids}


def resolve_image(source: ImageSource) -> LibraryPhoto:
    return LibraryPhoto(1, "เรือ", "คำบรรยาย")


def resolve_gallery(request: GalleryRequest) -> list[LibraryPhoto]:
    return [LibraryPhoto(pk, "เรือ", "คำบรรยาย") for pk in request.ids or (1, 2, 3)]


def test_the_nu_checker_finds_nothing_in_any_body(tmp_path: Path) -> None:
    bodies = [(body.replace("{0}", "1").replace("{1}", "2"), False) for body in BODIES]
    bodies += [(body, True) for body in WORDPRESS_BODIES]
    for number, (body, is_wordpress) in enumerate(bodies):
        converted = convert(
            body,
            resolve_image=resolve_image,
            resolve_gallery=resolve_gallery,
            is_wordpress=is_wordpress,
        )
        (tmp_path / f"{number:03}.html").write_text(
            '<!DOCTYPE html><html lang="th"><meta charset="utf-8"><title>ข่าว</title>'
            f"<h1>ข่าว</h1>{render_body(converted.html, photos)}</html>",
            encoding="utf-8",
        )
    assert nu_problems(tmp_path) == []
