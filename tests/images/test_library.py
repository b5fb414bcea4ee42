"""Bad pictures tried: empty, text, SVG, wrong extension, cut-off JPEG and PNG, zeroed middle, bomb,
too many pixels, one pixel, over 15 MB, unknown formats (BMP, TIFF), animation."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from PIL import Image

from newsroom.images import library
from newsroom.images.library import PhotoError, add_photo, remake_crops
from newsroom.images.markup import picture_html
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


def encoded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def picture(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    made = Image.new("RGB", (width, height), (40, 120, 160))
    made.paste((230, 60, 40), (0, 0, width // 4, height // 4))
    return made.convert(mode)


def add(data: bytes, name: str = "ข่าว น้ำท่วม (๑).jpg", **fields: Any) -> Photo:
    return add_photo(file=ContentFile(data, name=name), alt="ภาพทดสอบ", **fields)


def test_a_photo_is_kept_in_every_shape_and_size() -> None:
    photo = builders.photo()
    shapes = {(row["shape"], row["format"], row["width"]) for row in photo.renditions}
    assert {
        ("full", "webp", 480),
        ("full", "jpg", 1080),
        ("card", "webp", 720),
        ("share", "jpg", 1200),
    } <= shapes
    for row in photo.renditions:
        with default_storage.open(row["name"]) as file:
            opened = Image.open(file)
            assert opened.size == (row["width"], row["height"])
            assert default_storage.size(row["name"]) == row["bytes"]
    assert photo.largest("share")["height"] == 630
    assert photo.colour.startswith("#")


def test_files_have_ascii_names_and_the_photo_remembers_its_own() -> None:
    """T-U6"""
    photo = add(encoded(picture(), "JPEG"))
    assert photo.original_name == "ข่าว น้ำท่วม (๑).jpg"
    for name in [photo.original.name, *(row["name"] for row in photo.renditions)]:
        assert name.isascii()
        assert " " not in name


def test_a_photo_between_two_widths_is_kept_as_wide_as_it_is() -> None:
    widths = {row["width"] for row in add(encoded(picture(1300, 800), "JPEG")).sizes("full")}
    assert widths == {480, 720, 1080, 1300}
    widths = {row["width"] for row in add(encoded(picture(1200, 800), "JPEG")).sizes("full")}
    assert widths == {480, 720, 1080}, "so little more is not worth a file"


def test_a_small_photo_is_never_blown_up() -> None:
    photo = add(encoded(picture(200, 120), "PNG"))
    assert max(row["width"] for row in photo.renditions) == 200
    assert picture_html(photo, "card")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_of_phones_stand_upright(orientation: int) -> None:
    """T-I2"""
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = {3: 180, 6: 90, 8: 270}.get(orientation, 0)
    upright = picture(400, 200)
    stored = upright.rotate(turned, expand=True) if turned else upright
    photo = add(encoded(stored, "JPEG", exif=exif, quality=95))
    if orientation in (1, 3, 6, 8):
        assert (photo.width, photo.height) == (400, 200)
        with default_storage.open(photo.largest()["name"]) as file:
            red, _, blue = Image.open(file).convert("RGB").getpixel((10, 10))
            assert red > blue


def test_nothing_of_where_and_when_remains_in_public_files() -> None:
    """T-I2: GPS, camera, XMP"""
    exif = Image.Exif()
    exif[0x010F] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[1] = "N"
    photo = add(encoded(picture(), "JPEG", exif=exif))
    for name in [photo.original.name, *(row["name"] for row in photo.renditions)]:
        with default_storage.open(name) as file:
            data = file.read()
        assert b"script" not in data
        assert not Image.open(io.BytesIO(data)).getexif()


@pytest.mark.parametrize(
    ("mode", "kind"),
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
def test_pictures_of_every_kind_are_taken(mode: str, kind: str) -> None:
    made = picture(mode="L").convert("I;16") if mode == "I;16" else picture(mode=mode)
    photo = add(encoded(made, kind))
    assert photo.sizes("full")


def png_bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 20000, 20000, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 20001 * 50)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def bad_pictures() -> dict[str, bytes]:
    jpeg, png = encoded(picture(), "JPEG"), encoded(picture(), "PNG")
    return {
        "empty": b"",
        "text": "ไม่ใช่ภาพ".encode(),
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "html": b"<html><script>alert(1)</script>",
        "cut-off jpeg": jpeg[: len(jpeg) // 2],
        "cut-off png": png[:-200],
        "jpeg head only": jpeg[:20],
        "zeroed png": png[:60] + b"\0" * 400 + png[460:],
        "bomb": png_bomb(),
        "bmp": encoded(picture(), "BMP"),
        "tiff": encoded(picture(), "TIFF"),
        "one pixel": encoded(picture(16, 16).resize((1, 1)), "PNG"),
        "too long": encoded(Image.new("L", (13000, 16)), "PNG"),
        "too heavy": jpeg + b"\0" * (15 * 1024 * 1024),
    }


@pytest.mark.parametrize("name", bad_pictures())
def test_bad_pictures_get_a_thai_answer_and_leave_nothing_behind(name: str, settings: Any) -> None:
    """T-I1"""
    with pytest.raises(PhotoError) as refused:
        add(bad_pictures()[name])
    assert any("ก" <= letter <= "๛" for letter in str(refused.value.messages))
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_the_same_file_is_the_same_photo() -> None:
    data = encoded(picture(), "JPEG")
    assert add(data) == add(data, name="อีกชื่อ.png")
    assert Photo.objects.count() == 1


def test_a_photo_may_come_without_words_and_is_known_by_what_it_lacks() -> None:
    bare = add_photo(
        file=ContentFile(encoded(picture(), "JPEG"), name="DSC_0042.jpg"), alt="\u200b"
    )
    assert (bare.alt, bare.is_described, bare.lacks) == ("", False, ["ข้อความแทนภาพ", "เครดิต"])
    assert "DSC" not in str(bare), "a file name is no description"
    half, whole = builders.photo(shade=1, credit=""), builders.photo(shade=2)
    assert half.lacks == ["เครดิต"]
    assert whole.is_described
    assert set(Photo.objects.undescribed()) == {bare, half}


def test_crops_keep_the_focal_point_and_get_new_names(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo = add(encoded(picture(1600, 400), "JPEG", quality=95))
    before = {row["name"] for row in photo.renditions if row["shape"] == "square"}
    photo.focal_x = 0
    with django_capture_on_commit_callbacks(execute=True):
        remake_crops(photo)
    after = {row["name"] for row in photo.renditions if row["shape"] == "square"}
    assert not before & after
    assert not any(default_storage.exists(name) for name in before)
    with default_storage.open(photo.largest("square")["name"]) as file:
        red, _, blue = Image.open(file).convert("RGB").getpixel((10, 10))
    assert red > blue  # the red corner at the left edge is in view now


def test_a_failing_save_leaves_no_files(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def broken(self: Photo, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo, "save", broken)
    with pytest.raises(RuntimeError):
        add(encoded(picture(), "JPEG"))
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_one_file_at_once_give_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look before either has saved; the second meets the unique key and takes the first's."""
    data = encoded(picture(), "JPEG")
    first = add(data)
    real = Photo.objects.filter

    class Blind:
        def first(self) -> None:
            return None

    calls = iter([Blind()])
    monkeypatch.setattr(
        library.Photo.objects, "filter", lambda **kwargs: next(calls, None) or real(**kwargs)
    )
    assert add(data) == first
    assert Photo.objects.count() == 1


def test_a_photo_a_story_shows_cannot_be_deleted(django_capture_on_commit_callbacks: Any) -> None:
    photo = builders.photo()
    article = builders.published_article(lead_photo=photo)
    with pytest.raises(ProtectedError):
        photo.delete()
    assert default_storage.exists(photo.original.name)
    article.delete()
    names = [row["name"] for row in photo.renditions]
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not any(default_storage.exists(name) for name in names)


def test_markup_has_sizes_and_words_and_no_style() -> None:
    html = picture_html(builders.photo(alt='ภาพ "คำพูด" <b>'), "card", sizes="50vw", eager=True)
    assert 'type="image/webp"' in html
    assert 'width="960" height="640"' in html
    assert "&lt;b&gt;" in html
    assert "style=" not in html
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' in picture_html(builders.photo(shade=5))
    assert picture_html(None) == ""
