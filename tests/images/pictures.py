"""Pictures for tests: made, encoded, broken, and put into the library."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from newsroom.images.decoding.limits import MAX_UPLOAD_BYTES
from newsroom.images.library import get_or_create_photo
from newsroom.images.models import Photo
from tests import builders


def encoded(picture: Image.Image, format_name: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, format_name, **options)
    return file.getvalue()


def picture(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height), (40, 120, 160))
    image.paste((230, 60, 40), (0, 0, width // 4, height // 4))
    return image.convert(mode)


def add_picture(data: bytes, name: str = "ข่าว น้ำท่วม (๑).jpg", **fields: Any) -> Photo:
    file = ContentFile(data, name=name)
    return get_or_create_photo(file=file, alt="ภาพทดสอบ", **fields)[0]


def photo_file(
    shade: int = 0, name: str = "ท่าเรือ.jpg", size: tuple[int, int] = (300, 200)
) -> SimpleUploadedFile:
    """A JPEG as a browser uploads it; each `shade` is another file."""
    return SimpleUploadedFile(name, builders.jpeg_bytes(*size, shade), "image/jpeg")


def png_bomb() -> bytes:
    """A PNG whose header says 20,000 × 20,000 pixels; decoding it would take 400 MB."""

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
    """Files that are refused, by what is wrong with them."""
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
        "too long": encoded(Image.new("L", (65_100, 16)), "PNG"),
        "too many pixels": encoded(Image.new("1", (9000, 8000)), "PNG"),
        "too heavy": jpeg + b"\0" * MAX_UPLOAD_BYTES,
    }
