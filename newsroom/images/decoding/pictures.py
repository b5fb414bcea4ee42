"""Decoding a picture of any accepted format within bounds (T-I1). Runs in a decoding process."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import NamedTuple

import pi_heif
from PIL import Image, ImageCms, ImageOps

from newsroom.images.decoding.frames import ANIMATED_FORMATS, expressive_frame
from newsroom.images.decoding.limits import (
    MAX_JPEG_PIXELS,
    MAX_KEPT_PIXELS,
    MAX_PIXELS,
    MAX_PROGRESSIVE_PIXELS,
    MAX_SIDE,
    MIN_SIDE,
)

# HEIF is what iPhones make. A JPEG with several pictures (MPO) is opened as a JPEG.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
# A JPEG is read at one of these scales at the cost of its smaller size.
JPEG_SCALES = (1, 2, 4, 8)

pi_heif.register_heif_opener(thumbnails=False)
# Our own bounds are lower, but for JPEG.
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS


class PictureProblem(Exception):
    """The file is refused. `code` names a message of `problems.MESSAGES`, `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Picture(NamedTuple):
    """A decoded picture: upright, in sRGB, of mode RGB or RGBA, without metadata.

    `uploaded_size`: that of the file, in pixels; the picture may be smaller. `is_animation`: it is
    one frame of several.
    """

    image: Image.Image
    uploaded_size: tuple[int, int]
    is_animation: bool


def open_picture(data: bytes) -> Picture:
    """Decode a picture. The content decides the format, not the name. Raises `PictureProblem`."""
    with warnings.catch_warnings():
        # Our own bounds are checked before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return _open(data)
        except PictureProblem:
            raise
        except MemoryError:
            raise PictureProblem("memory") from None
        except Image.DecompressionBombError:
            raise PictureProblem("bomb") from None
        except Image.UnidentifiedImageError:
            raise PictureProblem("unknown") from None
        # Pillow's decoders raise nearly anything on a damaged file.
        except Exception:
            raise PictureProblem("damaged") from None


def _open(data: bytes) -> Picture:
    image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
    size, is_animation = image.size, False
    _check_size(image)
    if image.format in ("JPEG", "MPO"):
        _shrink_while_decoding(image)
    elif image.format in ANIMATED_FORMATS and getattr(image, "is_animated", False):
        image, is_animation = expressive_frame(image), True
    image.load()
    if image.width * image.height > MAX_KEPT_PIXELS:
        image = _reduced(image)
    image = _normalize_mode(ImageOps.exif_transpose(image))
    return Picture(image, size, is_animation)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    is_jpeg = image.format in ("JPEG", "MPO")
    limit = MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS
    if is_jpeg and ("progressive" in image.info or "progression" in image.info):
        # Its coefficients are all held at full size before the first pixel comes.
        limit = MAX_PROGRESSIVE_PIXELS
    if width * height > limit:
        raise PictureProblem("pixels", width=width, height=height, most=limit // 1_000_000)
    if max(width, height) > MAX_SIDE:
        raise PictureProblem("side", width=width, height=height, most=MAX_SIDE)
    if min(width, height) < MIN_SIDE:
        raise PictureProblem("small", width=width, height=height, least=MIN_SIDE)


def _shrink_while_decoding(image: Image.Image) -> None:
    """Have a large JPEG decoded to a half, a quarter or an eighth."""
    for scale in JPEG_SCALES:
        size = image.width // scale, image.height // scale
        if size[0] * size[1] <= MAX_PIXELS:
            if scale > 1:
                # Without a mode: the colours are converted by us.
                image.draft(None, size)
            return


def _reduced(image: Image.Image) -> Image.Image:
    """The picture with as many pixels as we keep; its profile and its orientation stay."""
    factor = (MAX_KEPT_PIXELS / (image.width * image.height)) ** 0.5
    size = max(1, int(image.width * factor)), max(1, int(image.height * factor))
    if "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode in ("P", "1"):
        image = image.convert("RGB")
    exif, info = image.getexif(), image.info
    smaller = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2)
    smaller.info = info
    smaller.getexif().update(exif)
    return smaller


def _normalize_mode(image: Image.Image) -> Image.Image:
    """The picture in sRGB, as RGBA if it has transparency, otherwise as RGB."""
    profile = image.info.get("icc_profile")
    is_transparent = "A" in image.getbands() or "transparency" in image.info
    if image.mode.startswith(("I", "F")):
        # 16-bit greyscale: converting directly would clip everything over 255 to white.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if "transparency" in image.info:
        image = image.convert("RGBA")
    if profile and is_transparent and "A" in image.getbands():
        # Colour profiles cover no alpha channel: convert the colours, then put it back.
        alpha = image.getchannel("A")
        image = _to_srgb(image.convert("RGB"), profile)
        image.putalpha(alpha)
    elif profile:
        image = _to_srgb(image if image.mode in ("CMYK", "L") else image.convert("RGB"), profile)
    if is_transparent and "A" in image.getbands():
        # Screenshots have an alpha channel and nothing transparent.
        is_transparent = image.getchannel("A").getextrema() != (255, 255)
    normalized = image.convert("RGBA" if is_transparent else "RGB")
    normalized.info.clear()
    return normalized


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture's colours in sRGB; unchanged if the ICC profile is damaged or does not fit."""
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
        if converted is not None:
            return converted
    return image
