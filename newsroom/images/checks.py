"""Opening a picture that somebody sent: only what we can show, in bounded time (T-I1)."""

from __future__ import annotations

import contextlib
import hashlib
import io
import warnings
from typing import IO

from django.core import checks
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps, features

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
SMALLEST_SIDE = 16


class PhotoError(ValidationError):
    """The picture cannot be taken; the message tells the editor why, in Thai."""


def read_bounded(file: IO[bytes]) -> bytes:
    """The bytes of an upload. Raises `PhotoError` if it is empty or over 15 MB."""
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise PhotoError("ไฟล์ภาพว่างเปล่า", code="empty")
    if len(data) > MOST_BYTES:
        raise PhotoError("ไฟล์ภาพใหญ่เกิน 15 เมกะไบต์ กรุณาย่อภาพก่อน", code="too_heavy")
    return data


def open_picture(data: bytes) -> Image.Image:
    """The first frame of the picture, upright, in sRGB, mode RGB or RGBA, without metadata.

    The format is told by the content, never by the name. Raises `PhotoError`.
    """
    with warnings.catch_warnings():
        # Pillow only warns between one and two times its limit; we mean it.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(picture)
            picture.load()
            return _plain(ImageOps.exif_transpose(picture))
        except PhotoError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise PhotoError("ภาพใหญ่เกิน 40 ล้านพิกเซล", code="too_large") from None
        except Image.UnidentifiedImageError:
            raise PhotoError(
                "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้ ใช้ไฟล์ JPEG, PNG, WebP, AVIF หรือ GIF", code="unknown"
            ) from None
        # Pillow's decoders raise nearly anything on a damaged file.
        except Exception:
            raise PhotoError("ไฟล์ภาพเสียหรือไม่ครบ เปิดไม่ได้", code="damaged") from None


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PhotoError("ภาพใหญ่เกิน 40 ล้านพิกเซล", code="too_large")
    if min(width, height) < SMALLEST_SIDE:
        raise PhotoError("ภาพเล็กเกินไป ต้องมีอย่างน้อย 16 × 16 พิกเซล", code="too_small")


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in sRGB as RGB, or RGBA where it is transparent."""
    profile = picture.info.get("icc_profile")
    clear = "A" in picture.getbands() or "transparency" in picture.info
    if picture.mode.startswith(("I", "F")):
        # 16-bit greyscale: Pillow would clip everything over 255 to white.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if profile and clear and "A" in picture.getbands():
        # Colours are converted without their transparency, which is put back.
        see_through = picture.getchannel("A")
        opaque = _in_srgb(picture.convert("RGB"), profile)
        opaque.putalpha(see_through)
        picture = opaque
    elif profile:
        picture = _in_srgb(
            picture if picture.mode in ("CMYK", "L") else picture.convert("RGB"), profile
        )
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.info.clear()
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture's colours for screens; as they are if the profile is damaged or of another mode."""
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
        if converted is not None:
            return converted
    return picture


def fingerprint(data: bytes) -> str:
    """The SHA-256 of the file as it was sent: the same file is the same photo."""
    return hashlib.sha256(data).hexdigest()


@checks.register
def pillow_can_shape_thai(**kwargs: object) -> list[checks.CheckMessage]:
    """Without raqm Pillow sinks Thai tone marks into the vowels below them (T-X4)."""
    missing = [name for name in ("raqm", "webp", "littlecms2") if not features.check(name)]
    return [
        checks.Error(f"Pillow ขาดส่วน {name} ติดตั้ง Pillow จาก PyPI", id="images.E001")
        for name in missing
    ]
