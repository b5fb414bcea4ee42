"""Pictures as phones, scanners and other programs make them: how they are decoded.

Colours are compared with the picture as it was before it was encoded.
"""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from newsroom.images.decoding import limits, pictures
from newsroom.images.decoding.pictures import PictureProblem, open_picture
from tests.images.color_profiles import cmyk_profile, swapping_profile
from tests.images.pictures import encoded, picture

FILES = Path(__file__).parent.parent / "files"
# The background of `picture()`, and the colour of its corner.
BLUE, RED = (40, 120, 160), (230, 60, 40)


def is_near(one: tuple[int, ...], other: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def colours(data: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colour of the corner and that of the background, of a decoded picture."""
    image = open_picture(data).image
    assert image.mode == "RGB"
    width, height = image.size
    corner, other = image.getpixel((5, 5)), image.getpixel((width - 10, height - 10))
    assert isinstance(corner, tuple)
    assert isinstance(other, tuple)
    return corner, other


@pytest.mark.parametrize("name", ["upright.heic", "turned.heic"])
def test_a_heic_of_a_phone_is_upright_and_has_its_colours(name: str) -> None:
    data = (FILES / name).read_bytes()
    assert open_picture(data).image.size == (400, 200)
    corner, other = colours(data)
    assert is_near(corner, RED, 12)
    assert is_near(other, BLUE, 12)


def test_a_jpeg_with_several_pictures_is_its_first() -> None:
    """MPO: of 3D cameras, and of phones with a second picture for HDR displays."""
    second = Image.new("RGB", (600, 400), "black")
    data = encoded(picture(), "MPO", save_all=True, append_images=[second], quality=95)
    assert not open_picture(data).is_animation
    corner, other = colours(data)
    assert is_near(corner, RED, 12)
    assert is_near(other, BLUE)


def test_cmyk_keeps_its_colours() -> None:
    corner, other = colours(encoded(picture(mode="CMYK"), "JPEG", quality=95))
    assert is_near(corner, RED, 12)
    assert is_near(other, BLUE)


def test_the_profile_of_a_cmyk_picture_is_applied() -> None:
    image = Image.new("CMYK", (100, 100), (255, 0, 0, 0))
    data = encoded(image, "JPEG", quality=95, icc_profile=cmyk_profile())
    # In the profile of the test full cyan is a middle grey, L* = 50.
    corner, _ = colours(data)
    assert is_near(corner, (119, 119, 119), 8)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_the_profile_of_a_picture_is_applied(format_name: str) -> None:
    """The primaries of the test's profile are in another order: its red is our green."""
    image = Image.new("RGB", (100, 100), (255, 0, 0))
    options = {"icc_profile": swapping_profile(), "quality": 95}
    corner, _ = colours(encoded(image, format_name, **options))
    assert is_near(corner, (0, 255, 0), 12)


def test_a_broken_profile_changes_nothing() -> None:
    data = encoded(picture(), "JPEG", quality=95, icc_profile=b"no profile")
    assert is_near(colours(data)[1], BLUE)


def test_sixteen_bits_become_eight() -> None:
    grey = Image.new("L", (100, 100), 90).convert("I;16").point(lambda value: value * 257)
    assert colours(encoded(grey, "PNG"))[0] == (90, 90, 90)
    assert is_near(colours(_png_of_16_bits((40, 120, 160)))[0], BLUE, 1)


def _png_of_16_bits(colour: tuple[int, int, int]) -> bytes:
    """Pillow cannot write RGB of 16 bits."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    row = b"\0" + struct.pack(">3H", *(value * 257 for value in colour)) * 20
    header = struct.pack(">IIBBBBB", 20, 20, 16, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * 20)) + chunk(b"IEND", b"")
    )  # fmt: skip


def test_a_channel_of_transparency_without_any_is_dropped() -> None:
    assert open_picture(encoded(picture(mode="RGBA"), "PNG")).image.mode == "RGB"
    image = picture(mode="RGBA")
    image.putpixel((0, 0), (0, 0, 0, 254))
    assert open_picture(encoded(image, "PNG")).image.mode == "RGBA"


@pytest.mark.parametrize("format_name", ["JPEG", "MPO"])
def test_a_jpeg_of_many_pixels_is_shrunk_while_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch, format_name: str
) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100_000)
    monkeypatch.setattr(pictures, "MAX_KEPT_PIXELS", 40_000)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = picture(1200, 800).rotate(90, expand=True)
    several = {"save_all": True, "append_images": [turned]} if format_name == "MPO" else {}
    data = encoded(turned, format_name, exif=exif, quality=95, **several)
    whole: list[tuple[int, int]] = []
    reduced = pictures._reduced
    monkeypatch.setattr(
        pictures, "_reduced", lambda image: (whole.append(image.size), reduced(image))[1]
    )
    decoded = open_picture(data)
    assert whole == [(200, 300)], "a quarter of each side, a sixteenth of the memory"
    assert decoded.uploaded_size == (800, 1200)
    assert decoded.image.size[0] > decoded.image.size[1], "still turned upright"
    assert 30_000 < decoded.image.size[0] * decoded.image.size[1] <= 40_000
    corner, other = colours(data)
    assert is_near(corner, RED, 12)
    assert is_near(other, BLUE)


@pytest.mark.slow
def test_a_jpeg_may_have_the_pixels_of_the_largest_phone() -> None:
    data = encoded(Image.new("L", (16_320, 12_240), 120), "JPEG", quality=50)  # 200 Mpx
    assert len(data) < limits.MAX_UPLOAD_BYTES
    decoded = open_picture(data)
    assert decoded.uploaded_size == (16_320, 12_240)
    assert decoded.image.width * decoded.image.height <= limits.MAX_KEPT_PIXELS


@pytest.mark.parametrize("size", [(1080, 30_000), (30_000, 1000), (60_000, 20)])
def test_panoramas_and_long_screenshots_are_taken_whole(size: tuple[int, int]) -> None:
    assert open_picture(encoded(Image.new("L", size), "PNG")).image.size == size


@pytest.mark.parametrize(
    ("image", "options", "code"),
    [
        (Image.new("1", (66_000, 16)), {"format_name": "PNG"}, "side"),
        (Image.new("1", (9000, 8000)), {"format_name": "PNG"}, "pixels"),
        (Image.new("L", (10_100, 10_000)), {"format_name": "JPEG", "progressive": True}, "pixels"),
        (Image.new("L", (15, 400)), {"format_name": "PNG"}, "small"),
    ],
)
def test_what_is_refused_for_its_size_is_told_with_it(
    image: Image.Image, options: dict[str, object], code: str
) -> None:
    with pytest.raises(PictureProblem) as problem:
        open_picture(encoded(image, **options))  # type: ignore[arg-type]
    assert problem.value.code == code
    assert (problem.value.values["width"], problem.value.values["height"]) == image.size


def test_the_name_of_a_file_says_nothing_about_its_format() -> None:
    assert open_picture(encoded(picture(), "PNG")).image.size == (600, 400)
    file = io.BytesIO(encoded(picture(), "WEBP"))
    file.name = "photo.jpg"
    assert open_picture(file.getvalue()).image.size == (600, 400)


def test_profiles_of_the_tests_are_profiles() -> None:
    for profile in (cmyk_profile(), swapping_profile()):
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
