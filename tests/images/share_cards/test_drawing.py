"""Share cards as pictures."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageChops

from newsroom.images.share_cards import drawing
from newsroom.images.share_cards.drawing import HEIGHT, MAX_BYTES, WIDTH, CardStyle, draw_card
from tests import builders

STYLE = CardStyle("อ่าวทรายโพสต์", "#0c545a", "#ffffff")


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
    return picture.convert("RGB")


@pytest.mark.parametrize("headline", ["น้ำท่วม", "ยาว" * 120, "🌊", "<b>& ]]></b>", ""])
def test_a_card_has_the_size_and_weight_that_line_takes(headline: str) -> None:
    """T-X3, T-X4"""
    data = draw_card(headline, "ท้องถิ่น", STYLE)
    assert len(data) <= MAX_BYTES
    opened(data)


@pytest.mark.usefixtures("text_is_shaped")
def test_the_headline_is_on_the_card() -> None:
    one = opened(draw_card("น้ำท่วม", "ท้องถิ่น", STYLE))
    two = opened(draw_card("น้ำลด", "ท้องถิ่น", STYLE))
    assert ImageChops.difference(one, two).getbbox() is not None


def test_without_raqm_a_card_has_no_text(monkeypatch: Any) -> None:
    monkeypatch.setattr(drawing, "can_shape_text", lambda: False)
    assert draw_card("น้ำท่วม", "ท้องถิ่น", STYLE) == draw_card("น้ำลด", "กีฬา", STYLE)


def test_a_heavy_picture_is_saved_in_a_lower_quality() -> None:
    style = CardStyle("ก", "#0c545a", "#ffffff", logo=builders.jpeg_bytes())
    assert len(draw_card("ข่าว" * 40, "", style)) <= MAX_BYTES


@pytest.mark.usefixtures("text_is_shaped")
@pytest.mark.parametrize(("width", "has_name"), [(800, False), (200, True)])
def test_the_name_stands_beside_a_symbol_and_not_beside_a_wordmark(
    width: int, has_name: bool
) -> None:
    logo = builders.jpeg_bytes(width, 200)
    one, two = (
        opened(draw_card("น้ำท่วม", "", CardStyle(name, "#0c545a", "#ffffff", logo=logo)))
        for name in ("อ่าวทรายโพสต์", "ข่าวปากน้ำ")
    )
    assert (ImageChops.difference(one, two).getbbox() is not None) is has_name
