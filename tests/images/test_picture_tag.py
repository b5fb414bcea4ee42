"""`<picture>` elements: built once, filled in where they are shown, whatever the storage."""

from __future__ import annotations

import re
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client

from newsroom.images.library import remake_crops, replace_photo
from newsroom.images.models import Photo
from newsroom.images.picture_tag import picture_html, picture_template
from tests import builders

pytestmark = pytest.mark.django_db


class SignedUrlStorage(FileSystemStorage):
    """A storage without a base URL, such as S3 with signed URLs."""

    base_url = None

    def url(self, name: str | None) -> str:
        return f"https://files.example/{name}?sig=a&until=9"


def urls(html: str) -> list[str]:
    attributes = re.findall(r'(?:src|srcset)="([^"]+)"', html)
    return [candidate.split()[0] for attribute in attributes for candidate in attribute.split(", ")]


def test_all_placeholders_of_a_card_are_filled_and_its_files_exist(client: Client) -> None:
    photo = builders.photo(alt='เรือ "ใหญ่" {sizes} & <b>')
    html = picture_html(photo, "card", sizes='(min-width: 1rem) "x"', eager=True)
    assert 'alt="เรือ &quot;ใหญ่&quot; {sizes} &amp; &lt;b&gt;"' in html
    assert 'sizes="(min-width: 1rem) &quot;x&quot;"' in html
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' not in html
    assert not re.search(r"\{(files|alt|loading)\}", html)
    assert urls(html)
    for url in urls(html):
        assert client.get(url).status_code == 200, url
    assert 'loading="lazy"' in picture_html(photo, "card")


def test_a_storage_without_base_url_gives_the_url_of_each_file(settings: Any) -> None:
    photo = builders.photo()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.SignedUrlStorage"},
    }
    names = {row["name"] for row in photo.renditions if row["shape"] == "card"}
    html = picture_html(photo, "card")
    expected = {f"https://files.example/{name}?sig=a&amp;until=9" for name in names}
    assert set(urls(html)) == expected
    assert default_storage.url("a") == "https://files.example/a?sig=a&until=9"


def test_the_stored_card_follows_the_renditions() -> None:
    photo = builders.photo()
    before = photo.card_html
    assert before == picture_template(photo.renditions, "card")
    photo.focal_x = 5
    remake_crops(photo)
    cropped = Photo.objects.get(pk=photo.pk).card_html
    assert cropped == picture_template(photo.renditions, "card", (10, 50)) != before
    replace_photo(photo, BytesIO(builders.jpeg_bytes(shade=99)))
    replaced = Photo.objects.get(pk=photo.pk).card_html
    assert replaced == picture_template(photo.renditions, "card", (10, 50)) != cropped


def test_a_photo_without_renditions_is_empty() -> None:
    assert picture_html(None) == ""
    assert picture_html(Photo(), "card") == ""
    assert (
        picture_html(
            Photo(renditions=[{"shape": "full", "format": "webp", "width": 1, "name": "a"}])
        )
        == ""
    )


def test_a_picture_has_sizes_and_escaped_alternative_text_and_no_style() -> None:
    html = picture_html(builders.photo(alt='ภาพ "คำพูด" <b>'), "card", sizes="50vw", eager=True)
    assert 'type="image/webp"' in html
    assert 'width="960" height="640"' in html
    assert "&lt;b&gt;" in html
    assert "style=" not in html
    assert 'fetchpriority="high"' in html
    assert 'loading="lazy"' in picture_html(builders.photo(shade=5))
    assert picture_html(None) == ""


def test_a_card_says_where_its_focal_point_is_in_steps_that_the_style_sheet_has() -> None:
    css = "".join(
        Path(str(finders.find(f"css/{name}.css"))).read_text() for name in ("site", "lists")
    )
    known = set(re.findall(r"\.(focal-[xy]-\d+) \{", css))
    photo = builders.photo()
    for across in range(0, 101, 4):
        photo.focal_x, photo.focal_y = across, 100 - across
        photo.save()
        classes = re.findall(r'<img class="([^"]+)"', photo.card_html)
        names = set(" ".join(classes).split())
        assert names <= known
        assert bool(names) == (across <= 24 or across >= 76), "none for the middle"
    photo.focal_x, photo.focal_y = 8, 50
    photo.save()
    assert '<img class="focal-x-10" src=' in photo.card_html


def test_cards_stored_before_are_positioned_by_the_migration() -> None:
    photo = builders.photo(focal=(20, 90))
    now = photo.card_html
    assert "focal-x-20 focal-y-90" in now
    old = re.sub(r' class="[^"]+"', "", now)
    Photo.objects.filter(pk=photo.pk).update(card_html=old)
    middle = builders.photo(shade=2)
    migration = import_module("newsroom.images.migrations.0003_position_cropped_cards")
    migration.position_cards(apps, None)
    assert Photo.objects.get(pk=photo.pk).card_html == now
    assert Photo.objects.get(pk=middle.pk).card_html == middle.card_html
