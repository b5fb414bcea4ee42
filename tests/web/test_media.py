"""Photos from the photo store."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from newsroom.site.models import SiteSettings
from newsroom.site.share_cards.making import update_cards
from tests import builders


@pytest.mark.django_db
def test_photos_are_served_as_immutable_and_nothing_else_is(client: Client, settings: Any) -> None:
    photo = builders.photo()
    url = photo.url("card")
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    # Feed readers show photos on pages of their own; our pages stay ours.
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/about/")["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    (settings.MEDIA_ROOT / "photos" / "evil.html").write_text("<script>")
    (settings.MEDIA_ROOT / "secret.jpg").write_bytes(b"x")
    for bad in (
        "evil.html",
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "..%2fsecret.jpg",
        "none.jpg",
        "",
        "a%00.jpg",
        "photos/",
        "\\..\\secret.jpg",
    ):
        assert client.get(f"/media/photos/{bad}").status_code == 404, bad


@pytest.mark.django_db
def test_the_card_of_every_page_is_served(client: Client, settings: Any) -> None:
    """By our own views: Django's live server, in which browsers are tested, serves any file."""
    settings.PUBLIC_URL = "http://testserver"
    article = builders.published_article(lead_photo=None)
    update_cards([SiteSettings.get_current(), article, builders.section()])
    for page in ("/", article.get_absolute_url(), "/section/local/"):
        (url,) = re.findall(
            r'property="og:image" content="http://testserver([^"]+)"',
            client.get(page).content.decode(),
        )
        response = client.get(url)
        assert response.status_code == 200, url
        assert Image.open(io.BytesIO(response.getvalue())).size == (1200, 630)
        # The headline on it goes with its story.
        assert response["Cache-Control"] == "public, max-age=86400"
    assert client.get("/media/cards/../photos/a.jpg").status_code == 404
