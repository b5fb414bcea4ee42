"""Pictures as HTML: written once, filled where they are shown, wherever their files are."""

from __future__ import annotations

import importlib
import re
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client

from newsroom.images.library import remake_crops, replace_photo
from newsroom.images.markup import picture_html, with_gaps
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


class Elsewhere(FileSystemStorage):
    """Files at addresses that must be asked for one by one, as signed ones of an object store."""

    base_url = None

    def url(self, name: str | None) -> str:
        return f"https://files.example/{name}?sig=a&until=9"


def addresses(html: str) -> list[str]:
    found = re.findall(r'(?:src|srcset)="([^"]+)"', html)
    return [part.split()[0] for attribute in found for part in attribute.split(", ")]


def test_a_card_has_no_gap_left_and_names_the_files_there_are(client: Client) -> None:
    photo = builders.photo(alt='เรือ "ใหญ่" {sizes} & <b>')
    html = picture_html(photo, "card", sizes='(min-width: 1rem) "x"', eager=True)
    assert 'alt="เรือ &quot;ใหญ่&quot; {sizes} &amp; &lt;b&gt;"' in html
    assert 'sizes="(min-width: 1rem) &quot;x&quot;"' in html
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' not in html
    assert not re.search(r"\{(files|alt|loading)\}", html)
    assert addresses(html)
    for address in addresses(html):
        assert client.get(address).status_code == 200, address
    assert 'loading="lazy"' in picture_html(photo, "card")


def test_files_elsewhere_have_the_addresses_their_storage_tells(settings: Any) -> None:
    photo = builders.photo()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.Elsewhere"},
    }
    names = {row["name"] for row in photo.renditions if row["shape"] == "card"}
    html = picture_html(photo, "card")
    wanted = {f"https://files.example/{name}?sig=a&amp;until=9" for name in names}
    assert set(addresses(html)) == wanted
    assert default_storage.url("a") == "https://files.example/a?sig=a&until=9"


def test_the_card_goes_with_the_renditions_whoever_changes_them() -> None:
    photo = builders.photo()
    before = photo.card_markup
    assert before == with_gaps(photo.renditions, "card")
    photo.focal_x = 5
    remake_crops(photo)
    cropped = Photo.objects.get(pk=photo.pk).card_markup
    assert cropped == with_gaps(photo.renditions, "card") != before
    replace_photo(photo, BytesIO(builders.jpeg_bytes(shade=99)))
    replaced = Photo.objects.get(pk=photo.pk).card_markup
    assert replaced == with_gaps(photo.renditions, "card") != cropped


def test_the_migration_writes_the_cards_of_old_photos() -> None:
    photos = [builders.photo(shade=shade) for shade in (1, 2)]
    Photo.objects.update(card_markup="")
    migration = importlib.import_module("newsroom.images.migrations.0003_pictures_made_beforehand")
    migration.write_markup(apps, None)
    assert [Photo.objects.get(pk=photo.pk).card_markup for photo in photos] == [
        photo.card_markup for photo in photos
    ]


def test_a_picture_without_renditions_is_nothing() -> None:
    assert picture_html(None) == ""
    assert picture_html(Photo(), "card") == ""
    assert (
        picture_html(
            Photo(renditions=[{"shape": "full", "format": "webp", "width": 1, "name": "a"}])
        )
        == ""
    )
