"""The endpoint that converts what is pasted into the editor."""

from __future__ import annotations

from base64 import b64encode

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.articles.views.pasting import MAX_PASTE_CHARACTERS
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


def paste(client: Client, html: str) -> dict[str, object]:
    response = client.post(reverse("admin:articles_article_paste"), {"html": html})
    assert response.status_code == 200
    return dict(response.json())


def test_the_clipboards_html_comes_back_as_the_editor_may_hold_it(admin_client: Client) -> None:
    answer = paste(admin_client, '<b style="font-weight:400">ก</b><script>x</script><h6>ข</h6>')
    assert answer == {"html": "<p>ก</p><h2>ข</h2>", "notes": []}


def test_a_picture_in_the_clipboard_goes_to_the_library_once(admin_client: Client) -> None:
    data = b64encode(builders.jpeg_bytes(300, 200)).decode()
    html = f'<img src="data:image/jpeg;base64,{data}" alt="เรือ">'
    first, second = paste(admin_client, html), paste(admin_client, html)
    assert first == second
    assert f'data-file="{Photo.objects.get().pk}"' in str(first["html"])
    assert Photo.objects.get().alt == "เรือ"


def test_pictures_of_other_sites_are_named_as_not_taken(admin_client: Client) -> None:
    answer = paste(admin_client, '<p>ก</p><img src="https://elsewhere.example/a.jpg">')
    assert answer["html"] == "<p>ก</p>"
    assert "https://elsewhere.example/a.jpg" in str(answer["notes"])


def test_only_people_who_write_may_paste_and_not_without_end(
    client: Client, admin_client: Client
) -> None:
    url = reverse("admin:articles_article_paste")
    assert client.post(url, {"html": "<p>ก</p>"}).status_code == 302
    assert admin_client.get(url).status_code == 405
    long = admin_client.post(url, {"html": "ก" * (MAX_PASTE_CHARACTERS + 1)})
    assert long.status_code == 413
    assert "ยาวเกินไป" in long.json()["message"]
