"""Which uploaded files are accepted, and what is made of them.

Tried: empty, text, SVG, wrong extension, cut-off JPEG and PNG, zeroed middle, decompression bomb,
too many pixels, one pixel, over 15 MB, unsupported formats (BMP, TIFF), animation.
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from newsroom.images.decoding.errors import PhotoError
from newsroom.images.models import Photo
from tests.images.pictures import add_picture, bad_pictures, encoded, picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_of_phones_are_turned_upright(orientation: int) -> None:
    """T-I2"""
    exif = Image.Exif()
    exif[0x0112] = orientation
    angle = {3: 180, 6: 90, 8: 270}.get(orientation, 0)
    upright = picture(400, 200)
    stored = upright.rotate(angle, expand=True) if angle else upright
    photo = add_picture(encoded(stored, "JPEG", exif=exif, quality=95))
    if orientation in (1, 3, 6, 8):
        assert (photo.width, photo.height) == (400, 200)
        with default_storage.open(photo.largest()["name"]) as file:
            red, _, blue = Image.open(file).convert("RGB").getpixel((10, 10))
            assert red > blue


def test_metadata_is_removed_from_all_files() -> None:
    """T-I2: GPS, camera, XMP"""
    exif = Image.Exif()
    exif[0x010F] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[1] = "N"
    photo = add_picture(encoded(picture(), "JPEG", exif=exif))
    for name in [photo.original.name, *(row["name"] for row in photo.renditions)]:
        with default_storage.open(name) as file:
            data = file.read()
        assert b"script" not in data
        assert not Image.open(io.BytesIO(data)).getexif()


@pytest.mark.parametrize(
    ("mode", "format_name"),
    [
        ("RGB", "JPEG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("RGB", "WEBP"),
        ("RGBA", "WEBP"),
        ("RGB", "AVIF"),
        ("P", "GIF"),
    ],
)
def test_every_supported_format_and_mode_is_accepted(mode: str, format_name: str) -> None:
    image = picture(mode="L").convert("I;16") if mode == "I;16" else picture(mode=mode)
    photo = add_picture(encoded(image, format_name))
    assert photo.sizes("full")


@pytest.mark.parametrize("name", bad_pictures())
def test_bad_pictures_are_refused_in_thai_and_nothing_is_stored(name: str, settings: Any) -> None:
    """T-I1"""
    with pytest.raises(PhotoError) as error:
        add_picture(bad_pictures()[name])
    assert any("ก" <= letter <= "๛" for letter in str(error.value.messages))
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
