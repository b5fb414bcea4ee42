"""The colour pairs that a site and its sections may choose; the classes are in `static/css/site.css` (`.palette-…`).

Each colour has a contrast of at least 7:1 (WCAG 2.2, 1.4.6) on the grounds it stands on: a test
computes it, and holds the classes to this table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """A colour of the brand and an accent, each for light and dark grounds, as `#rrggbb`."""

    label: str
    light_brand: str
    light_accent: str
    dark_brand: str
    dark_accent: str


LIGHT_GROUNDS, DARK_GROUNDS = ("#fbfaf7", "#f3f0e9"), ("#14171a", "#1d2226")
_RED, _LIGHT_RED = "#8a1f25", "#f5a3a6"
DEFAULT_PALETTE = "sea"
PALETTES = {
    "sea": Palette("เขียวน้ำทะเล", "#0c545a", _RED, "#6cc7cc", _LIGHT_RED),
    "ink": Palette("น้ำเงินหมึก", "#243b6b", _RED, "#a9c1f0", _LIGHT_RED),
    "forest": Palette("เขียวป่า", "#1f5636", "#7a3200", "#84cf9f", "#f0b27a"),
    "brick": Palette("แดงอิฐ", _RED, "#0f5359", _LIGHT_RED, "#6cc7cc"),
    "plum": Palette("ม่วงลูกหว้า", "#5b2a6e", _RED, "#d3aee6", _LIGHT_RED),
    "earth": Palette("น้ำตาลดิน", "#6b3a10", _RED, "#e3b98a", _LIGHT_RED),
    "sky": Palette("ฟ้าเข้ม", "#0b5080", _RED, "#86c5f0", _LIGHT_RED),
    "charcoal": Palette("เทาถ่าน", "#33383d", _RED, "#c9ced3", _LIGHT_RED),
}
PALETTE_CHOICES = [(key, palette.label) for key, palette in PALETTES.items()]
