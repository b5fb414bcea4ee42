"""The shapes and sizes a photo is stored in."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageStat

from newsroom.images import library
from newsroom.images.library import remake_crops
from newsroom.images.picture_tag import picture_html
from tests import builders
from tests.images.pictures import add_picture, encoded, picture

pytestmark = pytest.mark.django_db


def test_a_photo_is_stored_in_every_shape_and_size() -> None:
    photo = builders.photo()
    shapes = {(row["shape"], row["format"], row["width"]) for row in photo.renditions}
    assert {
        ("full", "webp", 480),
        ("full", "jpg", 1080),
        ("card", "webp", 720),
        ("share", "jpg", 1200),
    } <= shapes
    for row in photo.renditions:
        with default_storage.open(row["name"]) as file:
            opened = Image.open(file)
            assert opened.size == (row["width"], row["height"])
            assert default_storage.size(row["name"]) == row["bytes"]
    assert photo.largest("share")["height"] == 630


def test_a_photo_between_two_widths_is_stored_in_its_own_width_too() -> None:
    widths = {
        row["width"] for row in add_picture(encoded(picture(1300, 800), "JPEG")).sizes("full")
    }
    assert widths == {480, 720, 1080, 1300}
    widths = {
        row["width"] for row in add_picture(encoded(picture(1200, 800), "JPEG")).sizes("full")
    }
    assert widths == {480, 720, 1080}, "so little more is not worth a file"


def test_a_small_photo_is_not_enlarged() -> None:
    photo = add_picture(encoded(picture(200, 120), "PNG"))
    assert max(row["width"] for row in photo.renditions) == 200
    assert picture_html(photo, "card")


def test_crops_keep_the_focal_point_and_get_new_names(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo = add_picture(encoded(picture(1600, 400), "JPEG", quality=95))
    before = {row["name"] for row in photo.renditions if row["shape"] == "square"}
    photo.focal_x = 0
    with django_capture_on_commit_callbacks(execute=True):
        remake_crops(photo)
    after = {row["name"] for row in photo.renditions if row["shape"] == "square"}
    assert not before & after
    assert not any(default_storage.exists(name) for name in before)
    with default_storage.open(photo.largest("square")["name"]) as file:
        red, _, blue = Image.open(file).convert("RGB").getpixel((10, 10))
    assert red > blue  # the red corner at the left edge is in view now


@pytest.mark.slow
def test_a_long_screenshot_is_stored_in_a_format_that_can_hold_it() -> None:
    """WebP ends at 16,383 pixels; a browser would take its small sizes before a large JPEG."""
    photo = add_picture(encoded(picture(1080, 18_000), "PNG"))
    assert {(row["format"], row["width"]) for row in photo.sizes("full")} == {
        ("jpg", 480), ("jpg", 720), ("jpg", 1080)
    }  # fmt: skip
    assert {row["format"] for row in photo.sizes("card")} == {"jpg", "webp"}
    library.add_formats(photo.pk)
    photo.refresh_from_db()
    assert {row["format"] for row in photo.sizes("full")} == {"jpg"}
    assert "webp" not in picture_html(photo)


@pytest.mark.slow
def test_sizes_made_from_a_smaller_copy_look_as_those_of_the_whole() -> None:
    whole = Image.effect_noise((400, 300), 60).resize((4000, 3000)).convert("RGB")
    photo = add_picture(encoded(whole, "JPEG", quality=95))
    with default_storage.open(photo.sizes("card")[0]["name"]) as file:
        stored = Image.open(file).convert("L")
    expected = whole.resize(
        stored.size, Image.Resampling.LANCZOS, box=(0, 166.5, 4000, 166.5 + 2667)
    )
    compressed = Image.open(io.BytesIO(encoded(expected, "JPEG", quality=82)))

    def difference(one: Image.Image) -> float:
        return ImageStat.Stat(ImageChops.difference(one, expected.convert("L"))).mean[0]

    assert difference(stored) < difference(compressed.convert("L")) + 1
