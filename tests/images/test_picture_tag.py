"""`<picture>` elements: built once, filled in where they are shown, whatever the storage."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
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
    assert cropped == picture_template(photo.renditions, "card") != before
    replace_photo(photo, BytesIO(builders.jpeg_bytes(shade=99)))
    replaced = Photo.objects.get(pk=photo.pk).card_html
    assert replaced == picture_template(photo.renditions, "card") != cropped


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
