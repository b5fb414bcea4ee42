"""Photos from the photo store."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

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
