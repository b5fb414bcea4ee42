"""AVIF: made later, outside every request, and shown only where it is."""

from __future__ import annotations

from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from newsroom.images import library, renditions
from newsroom.images.markup import picture_html
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


def test_avif_is_shown_first_once_it_is_made_and_is_made_once(client: Client) -> None:
    photo = builders.photo()
    assert "avif" not in picture_html(photo)
    call_command("make_renditions")
    photo.refresh_from_db()
    for shape in ("full", "card"):
        html = picture_html(photo, shape)
        assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    rows = [row for row in photo.renditions if row["format"] == "avif"]
    assert {row["shape"] for row in rows} == {"full", "card"}
    answer = client.get(default_storage.url(rows[0]["name"]))
    assert answer["Content-Type"] == "image/avif"
    assert len(b"".join(answer)) == rows[0]["bytes"]
    assert library.add_small_formats(photo.pk) is False


def test_a_photo_that_changes_meanwhile_keeps_its_change_and_no_file_is_left() -> None:
    photo = builders.photo()
    real = renditions.make
    made: list[str] = []

    def make_while_somebody_crops(*args: object) -> list[dict[str, object]]:
        rows = real(*args)  # type: ignore[arg-type]
        made.extend(str(row["name"]) for row in rows)
        Photo.objects.filter(pk=photo.pk).update(renditions=photo.renditions[:3])
        return rows

    with mock.patch.object(renditions, "make", make_while_somebody_crops):
        assert library.add_small_formats(photo.pk) is False
    photo.refresh_from_db()
    assert len(photo.renditions) == 3
    assert made
    assert not any(default_storage.exists(name) for name in made)


def test_new_crops_take_the_old_avif_with_them() -> None:
    photo = builders.photo()
    library.add_small_formats(photo.pk)
    photo.refresh_from_db()
    photo.focal_x = 10
    library.remake_crops(photo)
    assert {row["shape"] for row in photo.renditions if row["format"] == "avif"} == {"full"}
    assert library.add_small_formats(photo.pk) is True
