"""The shapes, widths and formats in which a photo is stored for pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

# Formats encoded while an editor waits; a periodic task adds the others (`library.add_formats`).
UPLOAD_FORMATS = ("webp", "jpg")
# A photo between two widths of a shape is also stored in its own width if that is wider than the
# lower one by this factor.
MIN_EXTRA_WIDTH = 1.15
# The longest side that a format can have, in pixels; AVIF's own limit is higher, and slow.
MAX_SIDES = {"webp": 16_383, "avif": 16_383}

# Left, top, right, bottom, in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """A crop in which pages show photos.

    `widths`: in pixels, ascending. `ratio`: width to height, None keeps the photo's own.
    """

    name: str
    widths: tuple[int, ...]
    ratio: float | None = None
    formats: tuple[str, ...] = ("avif", "webp", "jpg")


@dataclass(frozen=True)
class Size:
    """One size of a shape: the box to crop from the picture, and what it is resized to."""

    shape: str
    box: Box
    width: int
    height: int
    formats: tuple[str, ...]


FULL = Shape("full", (480, 720, 1080, 1600))
CARD_RATIO = 3 / 2
CARD = Shape("card", (320, 480, 720, 960), ratio=CARD_RATIO)
# Too small to gain by AVIF.
SQUARE = Shape("square", (96, 192), ratio=1, formats=("webp", "jpg"))
# For link previews of other sites, some of which read nothing but JPEG.
SHARE = Shape("share", (1200,), ratio=1200 / 630, formats=("jpg",))
SHAPES = (FULL, CARD, SQUARE, SHARE)
CROPS = tuple(shape for shape in SHAPES if shape.ratio)


def in_formats(shapes: Collection[Shape], formats: Collection[str]) -> list[Shape]:
    """`shapes`, each in no other than these formats; without those that have none of them."""
    restricted = (
        replace(shape, formats=tuple(name for name in shape.formats if name in formats))
        for shape in shapes
    )
    return [shape for shape in restricted if shape.formats]


def sizes_of(size: tuple[int, int], shape: Shape, focal: tuple[int, int]) -> Iterator[Size]:
    """The sizes in which a picture of `size` is stored in a shape.

    `focal`: focal point in % from left and top. Nothing is enlarged, but each shape has at least
    one width. A format that cannot hold the largest size is left out of all: browsers choose the
    format first.
    """
    box = _crop_box(size, shape.ratio, focal)
    left, top, right, bottom = box
    max_width = round(right - left)
    widths = [width for width in shape.widths if width <= max_width]
    if not widths or (len(widths) < len(shape.widths) and max_width > widths[-1] * MIN_EXTRA_WIDTH):
        widths.append(max_width)
    heights = [max(1, round(width * (bottom - top) / max_width)) for width in widths]
    longest = max(*widths, *heights)
    formats = tuple(name for name in shape.formats if longest <= MAX_SIDES.get(name, longest))
    for width, height in zip(widths, heights, strict=True):
        yield Size(shape.name, box, width, height, formats)


def position_in_crop(
    size: tuple[int, int], ratio: float, focal: tuple[int, int]
) -> tuple[float, float]:
    """Where a picture's focal point is in the crop of a ratio, in % from the crop's left and top."""
    left, top, right, bottom = _crop_box(size, ratio, focal)
    across = (size[0] * focal[0] / 100 - left) / (right - left)
    down = (size[1] * focal[1] / 100 - top) / (bottom - top)
    return across * 100, down * 100


def _crop_box(size: tuple[int, int], ratio: float | None, focal: tuple[int, int]) -> Box:
    """The largest box of a ratio, centred on the focal point (in %) as far as the edges allow."""
    width, height = size
    if ratio is None:
        return 0, 0, width, height
    box_width, box_height = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = min(max(round(width * focal[0] / 100 - box_width / 2), 0), width - box_width)
    top = min(max(round(height * focal[1] / 100 - box_height / 2), 0), height - box_height)
    return left, top, left + box_width, top + box_height
