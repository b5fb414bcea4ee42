"""The logo and the icon of the site: which files of a photo are shown, and in which size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from newsroom.images.models import Photo
from newsroom.images.storage import Rendition

# The box of the logo in the masthead, in CSS pixels; `.site-logo img` in `static/css/site.css`.
LOGO_WIDTH, LOGO_HEIGHT = 288, 44
# Phones have two to three pixels for one of CSS.
PIXEL_DENSITY = 2
# The sides of an icon's picture, so that a file of at least the second is made of it.
MIN_ICON_SIDE, MANIFEST_ICON_SIDE = 720, 512
# How far the sides of an icon may differ.
ICON_TOLERANCE = 0.02
MIME_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class BrandImage:
    """A file with the size to show it in, in CSS pixels."""

    url: str
    width: int
    height: int
    mime_type: str


def logo_image(photo: Photo | None) -> BrandImage | None:
    """The lightest file of a logo that is sharp in the masthead; None without a logo."""
    sizes = photo.sizes("full") if photo else []
    if not sizes:
        return None
    scale = min(LOGO_WIDTH / sizes[0]["width"], LOGO_HEIGHT / sizes[0]["height"])
    width = max(1, round(sizes[0]["width"] * scale))
    height = max(1, round(sizes[0]["height"] * scale))
    # WebP keeps transparency; a photo has it a moment later than JPEG.
    preferred = _of_format(sizes, "webp") or _of_format(sizes, "jpg")
    sharp = [row for row in preferred if row["width"] >= width * PIXEL_DENSITY]
    # Smoothed edges of a smaller copy can take more bytes than the logo as it was drawn.
    row = min(sharp, key=lambda one: one["bytes"]) if sharp else preferred[-1]
    return BrandImage(_url(row), width, height, MIME_TYPES[row["format"]])


def favicon(photo: Photo | None) -> BrandImage | None:
    """The icon of browser tabs; None without an icon."""
    sizes = photo.sizes("square") if photo else []
    rows = _of_format(sizes, "webp") or _of_format(sizes, "jpg")
    return _in_own_size(rows[0]) if rows else None


def touch_icon(photo: Photo | None) -> BrandImage | None:
    """The icon of home screens of phones, which has no transparency."""
    rows = _of_format(photo.sizes("square"), "jpg") if photo else []
    return _in_own_size(rows[-1]) if rows else None


def manifest_icons(photo: Photo | None) -> Iterator[BrandImage]:
    """Icons for the web app manifest: one of at least 192 pixels, one of at least 512."""
    if touch := touch_icon(photo):
        yield touch
    sizes = _of_format(photo.sizes("full"), "jpg") if photo else []
    large = [row for row in sizes if row["width"] >= MANIFEST_ICON_SIDE]
    if large:
        yield _in_own_size(large[0])


def validate_logo(photo: Photo) -> None:
    """Refuse a logo that would be blurred."""
    min_height = LOGO_HEIGHT * PIXEL_DENSITY
    if photo.height < min_height and photo.width < LOGO_WIDTH * PIXEL_DENSITY:
        raise ValidationError(
            f"ตราสัญลักษณ์เล็กไป ({photo.width} × {photo.height} พิกเซล) ต้องสูงอย่างน้อย {min_height} พิกเซล"
        )


def validate_icon(photo: Photo) -> None:
    """Refuse an icon that is no square, or too small for home screens."""
    size = f"{photo.width} × {photo.height} พิกเซล"
    if abs(photo.width - photo.height) > ICON_TOLERANCE * max(photo.width, photo.height):
        raise ValidationError(f"ไอคอนต้องเป็นภาพสี่เหลี่ยมจัตุรัส ภาพนี้ {size}")
    if min(photo.width, photo.height) < MIN_ICON_SIDE:
        raise ValidationError(f"ไอคอนต้องกว้างและสูงอย่างน้อย {MIN_ICON_SIDE} พิกเซล ภาพนี้ {size}")


def _of_format(sizes: list[Rendition], name: str) -> list[Rendition]:
    return [row for row in sizes if row["format"] == name]


def _in_own_size(row: Rendition) -> BrandImage:
    return BrandImage(_url(row), row["width"], row["height"], MIME_TYPES[row["format"]])


def _url(row: Rendition) -> str:
    return str(default_storage.url(row["name"]))
