"""The endpoint that converts what is pasted into the editor."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.articles.views.pasting import MAX_PASTE_CHARACTERS
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db


def post(client: Client, html: str) -> HttpResponse:
    url = reverse("admin:articles_article_paste")
    return client.post(url, html.encode(), content_type="text/html")  # type: ignore[return-value]


def paste(client: Client, html: str) -> dict[str, object]:
    response = post(client, html)
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
    assert post(client, "<p>ก</p>").status_code == 302
    assert admin_client.get(reverse("admin:articles_article_paste")).status_code == 405
    assert post(admin_client, "ก" * MAX_PASTE_CHARACTERS).status_code == 200
    # Longer than the view takes, and longer than Django takes.
    for length in (MAX_PASTE_CHARACTERS + 1, settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 3 + 1):
        long = post(admin_client, "ก" * length)
        assert long.status_code == 413
        assert "ยาวเกินไป" in json.loads(long.content)["message"]


def test_bytes_that_are_no_utf_8_are_replaced(admin_client: Client) -> None:
    url = reverse("admin:articles_article_paste")
    response = admin_client.post(url, b"<p>\xe0\xb8</p>", content_type="text/html")
    assert response.json()["html"] == "<p>\ufffd</p>"


def test_a_form_is_refused(admin_client: Client) -> None:
    """The admin has read its fields, so that its body cannot be read: this was a 500."""
    response = admin_client.post(reverse("admin:articles_article_paste"), {"html": "<p>ก</p>"})
    assert (response.status_code, response.json()) == (400, {"message": "อ่านสิ่งที่วางไม่ได้"})
