"""The focal point of a photo that the story's form moves: who may, and what becomes of the crops."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from newsroom.accounts import roles
from newsroom.images import library
from newsroom.images.decoding.errors import DecodersBusyError
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db
LINK = 'data-focal-point-url="/admin/images/photo/focal-point/"'


def move(client: Client, photo: Photo, **fields: Any) -> Any:
    data = {"id": photo.pk, "focal_x": 10, "focal_y": 80, **fields}
    return client.post(reverse("admin:images_photo_focal_point"), data)


def test_an_editor_moves_it_and_every_crop_is_made_again(client: Client) -> None:
    photo = builders.photo()
    before = {shape: photo.url(shape) for shape in ("full", "card", "square")}
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    response = move(client, photo)
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (10, 80)
    assert response.json()["focal"] == [10, 80]
    assert response.json()["thumbnail"] == photo.thumbnail_url()
    changed = {shape for shape, url in before.items() if photo.url(shape) != url}
    assert changed == {"card", "square"}
    assert "จุดสำคัญ" in LogEntry.objects.get().get_change_message()


def test_the_same_point_again_makes_nothing(client: Client) -> None:
    photo = builders.photo()
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    assert move(client, photo, focal_x=50, focal_y=50).status_code == 200
    assert Photo.objects.get().renditions == photo.renditions
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("role", [roles.REPORTER, roles.MODERATOR])
def test_others_may_not(client: Client, role: str) -> None:
    user = builders.role_user(role, "user")
    photo = builders.photo(by=user)
    client.force_login(user)
    assert move(client, photo).status_code == 403
    assert Photo.objects.get().focal_x == 50


def test_the_form_of_who_may_not_offers_nothing(client: Client) -> None:
    for role, offered in ((roles.EDITOR, True), (roles.REPORTER, False)):
        client.force_login(builders.role_user(role, role))
        page = client.get("/admin/articles/article/add/").content.decode()
        assert ("data-crop" in page, LINK in page) == (offered, offered)


@pytest.mark.parametrize("value", ["-1", "101", "ก", "", "²", "1e3"])
def test_a_point_outside_the_photo_is_refused(client: Client, value: str) -> None:
    photo = builders.photo()
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    response = move(client, photo, focal_x=value)
    assert (response.status_code, "0 ถึง 100" in response.json()["message"]) == (400, True)
    assert Photo.objects.get().focal_x == 50


def test_while_other_pictures_are_decoded_it_is_tried_again_later(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = builders.photo()
    client.force_login(builders.role_user(roles.EDITOR, "editor"))

    def busy(*args: Any, **options: Any) -> None:
        raise DecodersBusyError("มีภาพอื่นรออยู่มาก")

    monkeypatch.setattr(library.decoder, "process", busy)
    response = move(client, photo)
    assert (response.status_code, response["Retry-After"]) == (503, "20")
    assert Photo.objects.get().focal_x == 50
