"""Which JPEGs are kept byte for byte. Tried: EXIF, a comment, a profile, a tail, grey, cut off, no JPEG."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageCms

from newsroom.images.decoding.bare import is_bare_jpeg


def jpeg(mode: str = "RGB", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").convert(mode).save(file, "JPEG", quality=92, **options)
    return file.getvalue()


def exif() -> Image.Exif:
    data = Image.Exif()
    data[0x010E] = "ที่บ้าน"
    return data


@pytest.mark.parametrize("progressive", [True, False])
def test_a_picture_and_nothing_else(progressive: bool) -> None:
    assert is_bare_jpeg(jpeg(progressive=progressive))
    assert is_bare_jpeg(jpeg(progressive=progressive, restart_marker_rows=1))


@pytest.mark.parametrize(
    "data",
    [
        jpeg(exif=exif()),
        jpeg(comment="ความลับ"),
        jpeg(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
        jpeg("L"),
        jpeg("CMYK"),
        jpeg() + b"tail",
        jpeg() + jpeg(),
        jpeg()[:-2],
        jpeg()[:200],
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xdb\x00\x00" * 20,
        b"",
        b"GIF89a",
    ],
)
def test_anything_more_or_less(data: bytes) -> None:
    assert not is_bare_jpeg(data)
