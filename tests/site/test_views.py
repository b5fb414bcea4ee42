"""The pages about the site show the text from the site's settings."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.site.models import SiteSettings
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["about", "privacy"])
def test_photos_in_the_text_are_shown(client: Client, page: str) -> None:
    photo = builders.photo()
    text = f'<p>เด็ก ๆ หน้าตึก</p><figure><img data-file="{photo.pk}" alt="ตึก"></figure>'
    SiteSettings(**{page: text}).save()
    html = client.get(f"/{page}/").content.decode()
    assert photo.sizes("full")[0]["name"] in html
    assert "data-file" not in html
    assert "เด็ก\u00a0ๆ" in html


def test_security_txt_names_a_contact_and_a_day_in_the_future(client: Client) -> None:
    """RFC 9116"""
    url = "/.well-known/security.txt"
    lines = dict(line.split(": ", 1) for line in client.get(url).content.decode().splitlines())
    assert lines["Contact"] == "http://testserver/contact/"
    assert lines["Canonical"] == f"http://testserver{url}"
    days = (datetime.fromisoformat(lines["Expires"]) - timezone.now()).days
    assert 170 < days <= 180
    SiteSettings(email="desk+news@example.com").save()
    response = client.get(url)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Contact: mailto:desk%2Bnews@example.com\n" in response.content.decode()


def test_a_405_has_a_page_and_says_what_is_allowed(client: Client) -> None:
    response = client.post("/about/", headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "ทำแบบนี้กับหน้านี้ไม่ได้" in response.content.decode()
