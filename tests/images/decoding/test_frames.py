"""Which frame shows an animation."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from newsroom.images.decoding.frames import MAX_FRAMES
from newsroom.images.decoding.pictures import open_picture
from tests.images.pictures import encoded, picture

WHITE = Image.new("RGB", (600, 400), "white")


def animation(format_name: str, frames: list[Image.Image], **options: Any) -> bytes:
    return encoded(frames[0], format_name, save_all=True, append_images=frames[1:], **options)


def shows_the_picture(data: bytes) -> bool:
    decoded = open_picture(data)
    assert decoded.is_animation
    red, _, blue = decoded.image.convert("RGB").getpixel((10, 10))  # type: ignore[misc]
    return red > 200 and blue < 80


@pytest.mark.parametrize("format_name", ["GIF", "WEBP", "PNG"])
def test_an_empty_first_frame_is_not_what_is_shown(format_name: str) -> None:
    assert shows_the_picture(animation(format_name, [WHITE, WHITE.copy(), picture(), WHITE]))


@pytest.mark.parametrize("format_name", ["GIF", "WEBP", "PNG"])
def test_a_first_frame_that_shows_something_is_taken(format_name: str) -> None:
    other = picture().transpose(Image.Transpose.ROTATE_180)
    assert shows_the_picture(animation(format_name, [picture(), other, WHITE]))


def test_a_transparent_frame_is_empty() -> None:
    clear = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    assert shows_the_picture(animation("PNG", [clear, picture(mode="RGBA")]))


def test_no_more_than_some_frames_are_looked_at() -> None:
    frames = [Image.new("RGB", (20, 20), (0, 0, number)) for number in range(MAX_FRAMES + 5)]
    rich = Image.effect_noise((20, 20), 90).convert("RGB")
    decoded = open_picture(animation("GIF", [*frames, rich]))
    assert decoded.image.convert("L").getextrema()[1] < 40


def test_a_picture_that_does_not_move_is_no_animation() -> None:
    for format_name in ("GIF", "WEBP", "PNG"):
        assert not open_picture(encoded(picture(), format_name)).is_animation
