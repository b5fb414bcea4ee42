"""Encoding a decoded picture in the sizes of its shapes. Runs in a decoding process."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from newsroom.images.shapes import Shape, Size, sizes_of

WEBP_QUALITY, JPEG_QUALITY, ORIGINAL_JPEG_QUALITY = 80, 82, 92
# AVIF has half the bytes of WebP for ten times the work.
AVIF_QUALITY, AVIF_SPEED = 60, 6
# A third of the usual time for a tenth more bytes.
PNG_LEVEL = 2
# Behind transparent pixels where a format has no transparency: white.
BACKGROUND = (255, 255, 255)
MAX_THREADS = 8
# All sizes are made from a copy that is at least so many times larger than each of them.
MIN_OVERSIZE = 2.5


def encode_sizes(
    image: Image.Image, shapes: Collection[Shape], focal: tuple[int, int]
) -> Iterator[tuple[Size, str, bytes]]:
    """Each size and format of the shapes, on all cores."""
    sizes = [size for shape in shapes for size in sizes_of(image.size, shape, focal)]
    if not sizes:
        return
    least = min((size.box[2] - size.box[0]) / size.width for size in sizes)
    factor = max(1, int(least / MIN_OVERSIZE))
    copy = image.reduce(factor) if factor > 1 else image
    across, down = copy.width / image.width, copy.height / image.height

    def encode(size: Size) -> list[tuple[Size, str, bytes]]:
        left, top, right, bottom = size.box
        # As floats the edges could come to lie a rounding error outside.
        box = (
            left * across, top * down,
            min(right * across, copy.width), min(bottom * down, copy.height),
        )  # fmt: skip
        resized = copy.resize(
            (size.width, size.height), Image.Resampling.LANCZOS, box=box, reducing_gap=3
        )
        return [(size, extension, _encoded(resized, extension)) for extension in size.formats]

    # Threads suffice: Pillow releases the interpreter lock while it works.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MAX_THREADS)) as pool:
        # The largest first, so that no core is left with it alone at the end.
        largest_first = sorted(sizes, key=lambda size: -size.width * size.height)
        for files in pool.map(encode, largest_first):
            yield from files


def encoded_original(image: Image.Image) -> tuple[str, bytes]:
    """File extension and bytes of the full-size picture, upright and without metadata."""
    file = io.BytesIO()
    if image.mode == "RGBA":
        image.save(file, "PNG", compress_level=PNG_LEVEL)
        return "png", file.getvalue()
    image.save(file, "JPEG", quality=ORIGINAL_JPEG_QUALITY, optimize=False, progressive=True)
    return "jpg", file.getvalue()


def _encoded(image: Image.Image, extension: str) -> bytes:
    file = io.BytesIO()
    if extension == "webp":
        image.save(file, "WEBP", quality=WEBP_QUALITY, method=4)
    elif extension == "avif":
        image.save(file, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED)
    else:
        flat = _flatten(image)
        flat.save(file, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return file.getvalue()


def _flatten(image: Image.Image) -> Image.Image:
    """The picture without transparency, in mode RGB."""
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, BACKGROUND)
    flat.paste(image, mask=image.getchannel("A"))
    return flat
