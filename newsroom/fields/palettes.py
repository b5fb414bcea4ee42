"""The colours that a site and its sections may choose; the classes are in `static/css/site.css` (`.palette-…`).

Each colour has a contrast of at least 7:1 (WCAG 2.2, 1.4.6) on the grounds it stands on: a test
computes it, and holds the classes to this table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """A colour of the brand, for light and for dark grounds, as `#rrggbb`."""

    label: str
    light_brand: str
    dark_brand: str


LIGHT_GROUNDS, DARK_GROUNDS = ("#fbfaf7", "#f3f0e9"), ("#14171a", "#1d2226")
DEFAULT_PALETTE = "sea"
PALETTES = {
    "sea": Palette("เขียวน้ำทะเล", "#0c545a", "#6cc7cc"),
    "ink": Palette("น้ำเงินหมึก", "#243b6b", "#a9c1f0"),
    "forest": Palette("เขียวป่า", "#1f5636", "#84cf9f"),
    "brick": Palette("แดงอิฐ", "#8a1f25", "#f5a3a6"),
    "plum": Palette("ม่วงลูกหว้า", "#5b2a6e", "#d3aee6"),
    "earth": Palette("น้ำตาลดิน", "#6b3a10", "#e3b98a"),
    "sky": Palette("ฟ้าเข้ม", "#0b5080", "#86c5f0"),
    "charcoal": Palette("เทาถ่าน", "#33383d", "#c9ced3"),
}
PALETTE_CHOICES = [(key, palette.label) for key, palette in PALETTES.items()]
