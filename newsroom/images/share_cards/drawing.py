"""Draws share cards: 1,200 × 630 pixels, the size that LINE, Facebook and X show."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from newsroom.images.share_cards.text_layout import (
    BOLD,
    SEMIBOLD,
    can_shape_text,
    drawable,
    fit_text,
    font,
)
from newsroom.thai.truncation import truncate

WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 300_000
# More is not read in a picture of this size.
MAX_HEADLINE_GRAPHEMES = 130
# Changes the digest of every card when the drawing changes.
DRAWING_VERSION = 2

_MARGIN = 72
_TEXT_WIDTH = WIDTH - 2 * _MARGIN
_HEADLINE_SIZES = [84, 74, 66, 58, 50]
_KICKER_SIZE, _NAME_SIZE = 36, 38
_FOOT_TOP, _GAP, _LOGO_HEIGHT, _MAX_LOGO_WIDTH = 506, 16, 72, 420
# A logo so many times as wide as high is the name in letters; beside it the name would stand twice.
_WORDMARK_RATIO = 2.2
_QUALITIES = (90, 82, 72, 60)


@dataclass(frozen=True)
class CardStyle:
    """What all cards of a site have in common; colours as `#rrggbb`, the logo as a file."""

    site_name: str
    background: str
    ink: str
    logo: bytes | None = None


def draw_card(headline: str, kicker: str, style: CardStyle) -> bytes:
    """A card as JPEG of at most `MAX_BYTES`; without raqm it has no text."""
    card = Image.new("RGB", (WIDTH, HEIGHT), style.background)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH, 14), fill=style.ink)
    pen.line((_MARGIN, _FOOT_TOP, WIDTH - _MARGIN, _FOOT_TOP), fill=style.ink, width=3)
    right = _paste_logo(card, style.logo)
    if can_shape_text():
        _draw_text(pen, headline, kicker, style, foot_left=right)
    return _encode(card)


def _draw_text(
    pen: ImageDraw.ImageDraw, headline: str, kicker: str, style: CardStyle, foot_left: int | None
) -> None:
    top = _MARGIN - 10
    if kicker := truncate(drawable(kicker), 50):
        pen.text((_MARGIN, top), kicker, font=font(_KICKER_SIZE, SEMIBOLD), fill=style.ink)
        top += round(_KICKER_SIZE * 1.9)
    text = truncate(drawable(headline), MAX_HEADLINE_GRAPHEMES)
    block = fit_text(text, _TEXT_WIDTH, _FOOT_TOP - _GAP - top, _HEADLINE_SIZES)
    face = font(block.size, BOLD)
    top += (_FOOT_TOP - _GAP - top - len(block.lines) * block.line_height) // 2
    for number, line in enumerate(block.lines):
        pen.text((_MARGIN, top + number * block.line_height), line, font=face, fill=style.ink)
    if foot_left is None:
        return
    name = fit_text(drawable(style.site_name), WIDTH - _MARGIN - foot_left, 80, [_NAME_SIZE, 30])
    middle = (_FOOT_TOP + HEIGHT) // 2
    face = font(name.size, BOLD)
    pen.text((foot_left, middle), name.lines[0], font=face, fill=style.ink, anchor="lm")


def _paste_logo(card: Image.Image, file: bytes | None) -> int | None:
    """Put the logo on a white plate at the foot; returns where the name beside it begins, if any."""
    if file is None:
        return _MARGIN
    # A file of the library, encoded by us. Shrunk first: while it is decoded, if it is a JPEG.
    opened = Image.open(io.BytesIO(file))
    opened.thumbnail((_MAX_LOGO_WIDTH, _LOGO_HEIGHT), Image.Resampling.LANCZOS)
    logo = opened.convert("RGBA")
    left, middle, padding = _MARGIN, (_FOOT_TOP + HEIGHT) // 2, 12
    top = middle - logo.height // 2
    box = (left, top - padding, left + logo.width + 2 * padding, top + logo.height + padding)
    ImageDraw.Draw(card).rounded_rectangle(box, radius=10, fill="#ffffff")
    card.paste(logo, (left + padding, top), mask=logo.getchannel("A"))
    return None if logo.width > _WORDMARK_RATIO * logo.height else box[2] + 28


def _encode(card: Image.Image) -> bytes:
    for quality in _QUALITIES:
        file = io.BytesIO()
        # Without subsampling, which blurs coloured text.
        card.save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
        if file.tell() <= MAX_BYTES:
            break
    return file.getvalue()
