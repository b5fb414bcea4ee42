"""Logo and icons on readers' pages, and what is refused as one."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from newsroom.images.library import get_or_create_photo
from newsroom.images.models import Photo
from newsroom.site.models import SiteSettings
from tests import builders

pytestmark = pytest.mark.django_db


def picture(width: int, height: int, shade: int = 0) -> Photo:
    """A photo with transparency, as a logo is."""
    file = io.BytesIO()
    Image.new("RGBA", (width, height), (shade, 80, 90, 128)).save(file, "PNG")
    return get_or_create_photo(file=ContentFile(file.getvalue(), name="logo.png"), alt="ตรา")[0]


def test_without_a_logo_the_name_stands_in_the_masthead(client: Client) -> None:
    SiteSettings(name="อ่าวทรายโพสต์").save()
    page = client.get("/").content.decode()
    assert '<a class="site-name" href="/">อ่าวทรายโพสต์</a>' in page
    assert "/static/icons/favicon.svg" in page


def test_the_logo_stands_in_the_masthead_in_its_size(client: Client) -> None:
    SiteSettings(name="อ่าวทรายโพสต์", logo=picture(1200, 240)).save()
    page = client.get("/").content.decode()
    assert 'width="220" height="44" alt="อ่าวทรายโพสต์"' in page
    assert "full-480.webp" in page, "twice as wide as it is shown"
    assert "site-logo-light" in page, "on a light plate where the ground is dark"


def test_the_lightest_sharp_file_of_a_logo_is_shown() -> None:
    logo = picture(1200, 240)
    for row in logo.renditions:
        row["bytes"] = {480: 9680, 720: 7072}.get(row["width"], 10_000)
    image = SiteSettings(logo=logo).logo_image
    assert image
    assert "full-720.webp" in image.url


def test_a_logo_for_dark_grounds_is_shown_there(client: Client) -> None:
    light, dark = picture(600, 120), picture(600, 120, shade=200)
    SiteSettings(logo=light, logo_dark=dark).save()
    page = client.get("/").content.decode()
    source = page[page.index("<source media") : page.index('height="44" alt=')]
    assert dark.storage_key in source[: source.index("<img")]
    assert "site-logo-light" not in page


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [(4000, 200, (288, 14)), (300, 300, (44, 44)), (100, 90, (49, 44))],
)
def test_every_logo_fits_its_box(width: int, height: int, shown: tuple[int, int]) -> None:
    image = SiteSettings(logo=picture(width, height)).logo_image
    assert image
    assert (image.width, image.height) == shown


def test_the_icon_is_that_of_tabs_phones_and_the_manifest(client: Client) -> None:
    icon = picture(800, 800)
    SiteSettings(name="ข่าวอ่าวทรายฝั่งอันดามัน", tagline="ใกล้ตัว", icon=icon, palette="ink").save()
    page = client.get("/").content.decode()
    assert 'type="image/webp" sizes="96x96"' in page
    assert '<link rel="apple-touch-icon"' in page
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert client.get("/favicon.ico")["Location"].endswith("square-192.jpg")
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "ข่าวอ่าวทรายฝั่งอันดามัน"
    assert manifest["short_name"] == "ข่าวอ่าวทรายฝั่ง"
    assert manifest["theme_color"] == "#243b6b"
    assert [one["sizes"] for one in manifest["icons"]] == ["192x192", "720x720"]


def test_a_manifest_without_an_icon_names_the_drawn_one(client: Client) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["icons"][0]["type"] == "image/svg+xml"


def test_search_engines_learn_the_icon_as_logo(client: Client) -> None:
    SiteSettings(logo=picture(600, 120), icon=picture(720, 720)).save()
    page = client.get(builders.published_article().get_absolute_url()).content.decode()
    assert re.search(r'"logo":.{,200}"width": "720 px", "height": "720 px"', page)


@pytest.mark.parametrize(
    ("field", "size", "message"),
    [
        ("icon", (600, 400), "สี่เหลี่ยมจัตุรัส"),
        ("icon", (300, 300), "อย่างน้อย 720 พิกเซล"),
        ("logo", (120, 40), "เล็กไป"),
        ("logo_dark", (600, 120), "ต้องมีตราปกติด้วย"),
    ],
)
def test_what_would_look_bad_is_refused(
    admin_client: Client, field: str, size: tuple[int, int], message: str
) -> None:
    SiteSettings().save()
    url = "/admin/site/sitesettings/1/change/"
    form: Any = admin_client.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    response = admin_client.post(url, {**data, field: picture(*size).pk})
    assert response.status_code == 200
    assert message in response.content.decode()
