"""Files that programs ask for, and methods that a page does not know."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.site.models import SiteSettings

pytestmark = pytest.mark.django_db


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
