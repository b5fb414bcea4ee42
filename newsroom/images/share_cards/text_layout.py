"""Thai text in a picture: the font, what it can draw, and lines that fit a width (T-X4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

from newsroom.thai.clean import clean_line
from newsroom.thai.graphemes import graphemes
from newsroom.thai.line_breaks import break_units

# Noto Sans Thai 2.2, variable, with Latin letters; SIL Open Font Licence 1.1, in `fonts/OFL.txt`.
FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansThai.ttf"
BOLD, SEMIBOLD = 700, 600
# Of the height of a line to the size of the font: two marks above a letter, a vowel below it.
LINE_HEIGHT = 1.45
# A character that no font has.
_NO_CHARACTER = "\uffff"


def can_shape_text() -> bool:
    """Whether Pillow shapes Thai; without raqm it draws tone marks into the vowels below them."""
    return bool(features.check("raqm"))


@lru_cache(maxsize=64)
def font(size: int, weight: int = BOLD) -> ImageFont.FreeTypeFont:
    """Our font in a size in pixels."""
    face = ImageFont.truetype(FONT_FILE, size, layout_engine=ImageFont.Layout.RAQM)
    face.set_variation_by_axes([weight, 100])
    return face


def drawable(text: str) -> str:
    """`text` without grapheme clusters that the font lacks, such as emoji, on one line."""
    return clean_line("".join(one for one in graphemes(text) if all(map(_has_glyph, one))))


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    if character.isspace() or character.isascii():
        return character.isprintable() or character.isspace()
    face = font(24)
    return bytes(face.getmask(character)) != bytes(face.getmask(_NO_CHARACTER))


@dataclass(frozen=True)
class TextBlock:
    """Lines in the largest size in which they fit."""

    lines: list[str]
    size: int

    @property
    def line_height(self) -> int:
        return round(self.size * LINE_HEIGHT)


def fit_text(text: str, width: int, height: int, sizes: list[int]) -> TextBlock:
    """`text` in lines of at most `width` pixels, in the first of `sizes` that fits the height.

    What does not fit in the smallest size is cut off with an ellipsis.
    """
    units = break_units(text)
    for size in sizes:
        block = TextBlock(_wrap(units, font(size), width), size)
        if len(block.lines) * block.line_height <= height:
            return block
    max_lines = max(height // block.line_height, 1)
    kept = block.lines[:max_lines]
    kept[-1] = _shorten(kept[-1], font(sizes[-1]), width)
    return TextBlock(kept, sizes[-1])


def _wrap(units: list[str], face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    for unit in units:
        if face.getlength((line + unit).rstrip()) <= width:
            line += unit
            continue
        if line:
            lines.append(line.rstrip())
        *full, line = _split(unit, face, width)
        lines += full
    return [*lines, line.rstrip()]


def _split(unit: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A unit cut between grapheme clusters if it is wider than a line."""
    parts = [""]
    for cluster in graphemes(unit):
        if parts[-1] and face.getlength(parts[-1] + cluster) > width:
            parts.append("")
        parts[-1] += cluster
    return parts


def _shorten(line: str, face: ImageFont.FreeTypeFont, width: int) -> str:
    units = break_units(line)
    while len(units) > 1 and face.getlength("".join(units).rstrip() + "…") > width:
        units.pop()
    return "".join(units).rstrip() + "…"
