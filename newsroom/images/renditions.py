"""The sizes in which a picture is kept for pages."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from newsroom.images.models import delete_files

WEBP_QUALITY, JPEG_QUALITY = 80, 82
# A picture between two widths is also kept as wide as it is, if that is this much more to see.
WORTHWHILE = 1.15
# Half the bytes for ten times the work: never made while somebody waits.
AVIF_QUALITY, AVIF_SPEED = 60, 6
# Transparency is shown on white where a format has none.
PAPER = (255, 255, 255)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shape:
    """A form in which pages show pictures; `ratio` is width to height, None keeps the picture's."""

    name: str
    widths: tuple[int, ...]
    ratio: float | None = None
    formats: tuple[str, ...] = ("webp", "jpg")


FULL = Shape("full", (480, 720, 1080, 1600))
CARD = Shape("card", (320, 480, 720, 960), ratio=3 / 2)
SQUARE = Shape("square", (96, 192), ratio=1)
SHARE = Shape("share", (1200,), ratio=1200 / 630, formats=("jpg",))
SHAPES = (FULL, CARD, SQUARE, SHARE)
# What pages show large enough to gain by it.
SMALL = tuple(replace(shape, formats=("avif",)) for shape in (FULL, CARD))
SHAPES_BY_NAME = {shape.name: shape for shape in SHAPES}


def make(
    picture: Image.Image, stem: str, focal: tuple[int, int], shapes: tuple[Shape, ...]
) -> list[dict[str, Any]]:
    """Write every size of `shapes` under names that begin with `stem`; returns what was written.

    Never larger than the picture; but each shape has at least one size. If writing fails, what
    was written is removed again and the error goes on.
    """
    sizes = [(shape, *size) for shape in shapes for size in _sizes(picture, shape, focal)]

    def cut(size: tuple[Shape, Box, int, int]) -> list[tuple[str, bytes]]:
        shape, box, width, height = size
        small = picture.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3)
        return [(extension, _encode(small, extension)) for extension in shape.formats]

    picture.load()
    written: list[dict[str, Any]] = []
    # Pillow lets other threads run while it works.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            for (shape, _, width, height), files in zip(sizes, pool.map(cut, sizes), strict=True):
                for extension, data in files:
                    name = keep_file(f"{stem}/{shape.name}-{width}.{extension}", data)
                    written.append(
                        {"shape": shape.name, "format": extension, "width": width,
                         "height": height, "name": name, "bytes": len(data)}
                    )  # fmt: skip
        except BaseException:
            delete_files(row["name"] for row in written)
            raise
    return written


def encode_original(picture: Image.Image) -> tuple[str, bytes]:
    """Extension and bytes of the upright full-size picture without metadata."""
    if picture.mode == "RGBA":
        file = io.BytesIO()
        picture.save(file, "PNG", optimize=False)
        return "png", file.getvalue()
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92, optimize=False, progressive=True)
    return "jpg", file.getvalue()


def keep_file(name: str, data: bytes) -> str:
    """Write a file whose name nobody has yet; a storage that fails half way leaves none of it."""
    try:
        return default_storage.save(name, ContentFile(data))
    except BaseException:
        delete_files([name])
        raise


def colour_of(picture: Image.Image) -> str:
    """The picture's mean colour as `#rrggbb`: what stands in its place until it has loaded."""
    red, green, blue = _opaque(picture.resize((1, 1), Image.Resampling.BOX)).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _sizes(
    picture: Image.Image, shape: Shape, focal: tuple[int, int]
) -> Iterator[tuple[Box, int, int]]:
    """What to cut out, and the width and height in which it is kept."""
    box = _crop_box(picture.size, shape.ratio, focal)
    left, top, right, bottom = box
    largest = right - left
    widths = [width for width in shape.widths if width <= largest]
    if not widths or (len(widths) < len(shape.widths) and largest > widths[-1] * WORTHWHILE):
        widths.append(largest)
    for width in widths:
        yield box, width, max(1, round(width * (bottom - top) / largest))


def _crop_box(size: tuple[int, int], ratio: float | None, focal: tuple[int, int]) -> Box:
    """The largest box of that ratio, as near to the focal point (in %) as the edges allow."""
    width, height = size
    if ratio is None:
        return 0, 0, width, height
    box_width, box_height = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = min(max(round(width * focal[0] / 100 - box_width / 2), 0), width - box_width)
    top = min(max(round(height * focal[1] / 100 - box_height / 2), 0), height - box_height)
    return left, top, left + box_width, top + box_height


def _encode(picture: Image.Image, extension: str) -> bytes:
    file = io.BytesIO()
    if extension == "webp":
        picture.save(file, "WEBP", quality=WEBP_QUALITY, method=4)
    elif extension == "avif":
        picture.save(file, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED)
    else:
        _opaque(picture).save(file, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return file.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
