"""The colour pairs: legible, and the same in the style sheet."""

from __future__ import annotations

import re

import pytest

from newsroom.fields.palettes import DARK_GROUNDS, LIGHT_GROUNDS, PALETTES
from tests.source_code import ROOT

CSS = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


@pytest.mark.parametrize("key", PALETTES)
def test_each_colour_is_legible_on_each_ground(key: str) -> None:
    palette = PALETTES[key]
    for ground in LIGHT_GROUNDS:
        assert contrast(palette.light_brand, ground) >= 7
    for ground in DARK_GROUNDS:
        assert contrast(palette.dark_brand, ground) >= 7
    # Share cards: white on the brand's colour.
    assert contrast(palette.light_brand, "#ffffff") >= 7


@pytest.mark.parametrize("key", PALETTES)
def test_the_style_sheet_has_the_same_colours(key: str) -> None:
    palette = PALETTES[key]
    rules = re.findall(rf"\.palette-{key} {{\s*--brand: (#\w+);", CSS, re.ASCII)
    assert rules == [palette.light_brand, palette.dark_brand]


def test_there_are_eight_on_the_grounds_of_the_style_sheet() -> None:
    assert len(PALETTES) == 8
    for ground in (*LIGHT_GROUNDS, *DARK_GROUNDS):
        assert f": {ground};" in CSS
