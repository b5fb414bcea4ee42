"""Adding and replacing photos, and completing their renditions."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from newsroom.images import library, renditions
from newsroom.images.decoding.errors import PhotoError
from newsroom.images.library import get_or_create_photo, replace_photo
from newsroom.images.models import Photo
from newsroom.images.picture_tag import picture_html
from tests import builders
from tests.images.pictures import add_picture, encoded, picture

pytestmark = pytest.mark.django_db


def test_files_have_ascii_names_and_the_uploaded_name_is_stored() -> None:
    """T-U6"""
    photo = add_picture(encoded(picture(), "JPEG"))
    assert photo.original_name == "ข่าว น้ำท่วม (๑).jpg"
    for name in [photo.original.name, *(row["name"] for row in photo.renditions)]:
        assert name.isascii()
        assert " " not in name


def test_the_same_file_is_the_same_photo() -> None:
    data = encoded(picture(), "JPEG")
    assert add_picture(data) == add_picture(data, name="อีกชื่อ.png")
    assert Photo.objects.count() == 1


def test_a_failing_save_leaves_no_files(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def failing_save(self: Photo, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo, "save", failing_save)
    with pytest.raises(RuntimeError):
        add_picture(encoded(picture(), "JPEG"))
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_one_file_at_once_give_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither sees the other's photo; the second save violates the unique constraint."""
    data = encoded(picture(), "JPEG")
    first = add_picture(data)
    real_filter = Photo.objects.filter

    class NotFound:
        def first(self) -> None:
            return None

    calls = iter([NotFound()])
    monkeypatch.setattr(
        library.Photo.objects, "filter", lambda **kwargs: next(calls, None) or real_filter(**kwargs)
    )
    assert add_picture(data) == first
    assert Photo.objects.count() == 1


def test_a_replacement_that_fails_leaves_the_old_photo_unchanged(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    photo = builders.photo(shade=1)
    before, sha256 = sorted(settings.MEDIA_ROOT.rglob("*.*")), photo.sha256

    def failing_save(self: Photo, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo, "save", failing_save)
    with pytest.raises(RuntimeError):
        replace_photo(photo, ContentFile(builders.jpeg_bytes(shade=2), name="ข.jpg"))
    assert sorted(settings.MEDIA_ROOT.rglob("*.*")) == before
    assert Photo.objects.get().sha256 == sha256
    with pytest.raises(PhotoError):
        replace_photo(photo, ContentFile(b""))


def test_avif_is_added_later_once_and_then_shown_first(client: Client) -> None:
    photo = builders.photo()
    assert "avif" not in picture_html(photo)
    call_command("make_renditions")
    photo.refresh_from_db()
    for shape in ("full", "card"):
        html = picture_html(photo, shape)
        assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    rows = [row for row in photo.renditions if row["format"] == "avif"]
    assert {row["shape"] for row in rows} == {"full", "card"}
    response = client.get(default_storage.url(rows[0]["name"]))
    assert response["Content-Type"] == "image/avif"
    assert len(b"".join(response)) == rows[0]["bytes"]
    assert library.add_formats(photo.pk) is False


def test_a_photo_that_changes_while_formats_are_added_keeps_its_change() -> None:
    photo = builders.photo()
    real_write = renditions.write_renditions
    written: list[str] = []

    def make_while_the_photo_changes(*args: object) -> list[dict[str, object]]:
        rows = real_write(*args)  # type: ignore[arg-type]
        written.extend(str(row["name"]) for row in rows)
        Photo.objects.filter(pk=photo.pk).update(renditions=photo.renditions[:3])
        return rows

    with mock.patch.object(renditions, "write_renditions", make_while_the_photo_changes):
        assert library.add_formats(photo.pk) is False
    photo.refresh_from_db()
    assert len(photo.renditions) == 3
    assert written
    assert not any(default_storage.exists(name) for name in written)


def test_new_crops_have_no_avif_until_it_is_added_again() -> None:
    photo = builders.photo()
    library.add_formats(photo.pk)
    photo.refresh_from_db()
    photo.focal_x = 10
    library.remake_crops(photo)
    assert {row["shape"] for row in photo.renditions if row["format"] == "avif"} == {"full"}
    assert library.add_formats(photo.pk) is True


def test_formats_left_out_at_first_are_added_later() -> None:
    file = ContentFile(builders.jpeg_bytes(), name="ท่าเรือ.jpg")
    photo, _ = get_or_create_photo(file=file, formats=["jpg"])
    assert {row["format"] for row in photo.renditions} == {"jpg"}
    assert list(Photo.objects.without_all_formats()) == [photo]
    assert library.add_formats(photo.pk) is True
    photo.refresh_from_db()
    assert not Photo.objects.without_all_formats().exists()
    complete = builders.photo(shade=1)
    library.add_formats(complete.pk)
    complete.refresh_from_db()
    assert {(row["shape"], row["format"], row["width"]) for row in photo.renditions} == {
        (row["shape"], row["format"], row["width"]) for row in complete.renditions
    }
