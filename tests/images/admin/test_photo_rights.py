"""Who writes a photo's texts: those who may change photos, and a reporter her own until released."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.images.models import Photo
from newsroom.site.models import SiteSettings
from tests import builders
from tests.images.pictures import photo_file

pytestmark = pytest.mark.django_db
TEXTS = {"alt": "ชาวประมงยืนบนท่าเรือ", "caption": "เช้าวันศุกร์", "credit": "อรุณี"}


@pytest.fixture
def reporter() -> User:
    return builders.role_user(roles.REPORTER, "reporter")


def own_photo(user: User) -> Photo:
    return builders.photo(by=user)


def url(photo: Photo) -> str:
    return f"/admin/images/photo/{photo.pk}/change/"


def figure(photo: Photo) -> str:
    return f'<figure><img data-file="{photo.pk}" alt="ก"></figure>'


def test_a_reporter_writes_the_texts_of_her_own_photo(client: Client, reporter: User) -> None:
    photo = own_photo(reporter)
    builders.draft_article(lead_photo=photo, body=figure(photo))
    client.force_login(reporter)
    page = client.get(url(photo)).content.decode()
    assert 'name="alt"' in page
    assert 'name="file"' not in page
    assert 'name="focal_x"' not in page
    assert client.post(url(photo), TEXTS).status_code == 302
    photo.refresh_from_db()
    assert (photo.alt, photo.caption, photo.credit) == tuple(TEXTS.values())


def test_she_replaces_neither_its_file_nor_its_focal_point(client: Client, reporter: User) -> None:
    photo = own_photo(reporter)
    client.force_login(reporter)
    forged = {**TEXTS, "file": photo_file(shade=9), "focal_x": 1, "focal_y": 1}
    assert client.post(url(photo), forged).status_code == 302
    stored = Photo.objects.get()
    assert (stored.sha256, stored.focal_x, stored.alt) == (photo.sha256, 50, TEXTS["alt"])


@pytest.mark.parametrize(
    "show",
    [
        lambda photo: builders.published_article(lead_photo=photo),
        lambda photo: builders.scheduled_article(lead_photo=photo),
        lambda photo: builders.published_article(body=figure(photo)),
        lambda photo: builders.author(photo=photo),
        lambda photo: SiteSettings(logo=photo).save(),
        lambda photo: builders.write_page("about", figure(photo)),
    ],
)
def test_once_readers_see_it_its_texts_are_read_only(
    client: Client, reporter: User, show: Any
) -> None:
    photo = own_photo(reporter)
    show(photo)
    client.force_login(reporter)
    response = client.get(url(photo))
    assert (response.status_code, 'name="alt"' in response.content.decode()) == (200, False)
    assert client.post(url(photo), TEXTS).status_code == 403
    photo.refresh_from_db()
    assert photo.alt != TEXTS["alt"]


def test_a_colleagues_photo_is_read_only(client: Client, reporter: User) -> None:
    photo = own_photo(builders.role_user(roles.REPORTER, "colleague"))
    client.force_login(reporter)
    response = client.get(url(photo))
    assert (response.status_code, 'name="alt"' in response.content.decode()) == (200, False)
    assert client.post(url(photo), TEXTS).status_code == 403


def test_without_the_right_to_add_photos_nobody_writes_texts(client: Client) -> None:
    user = builders.staff_user()
    photo = own_photo(user)
    client.force_login(user)
    assert client.get(url(photo)).status_code == 403
