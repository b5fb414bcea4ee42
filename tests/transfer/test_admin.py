"""Redirects by hand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.transfer.models import Redirect
from tests import builders

pytestmark = pytest.mark.django_db
ADD = "admin:transfer_redirect_add"


def add(client: Client, old: str, new: str) -> str:
    """Post the form; returns the page that comes back, empty after a redirect."""
    client.force_login(builders.admin_user())
    response = client.post(reverse(ADD), {"old_path": old, "new_path": new})
    return "" if response.status_code == 302 else response.content.decode()


def test_an_old_path_is_stored_in_the_form_that_is_looked_up(client: Client) -> None:
    assert add(client, "https://old.example/%E0%B8%82/?utm=1", "/about/") == ""
    assert Redirect.objects.get().old_path == "/ข"
    assert client.get("/%e0%b8%82")["Location"] == "/about/"


def test_the_same_old_path_twice_is_refused_in_thai(client: Client) -> None:
    Redirect.objects.create(old_path="/ข", new_path="/about/")
    assert "มีลิงก์เก่านี้แล้ว" in add(client, "/%E0%B8%82/", "/contact/")


@pytest.mark.parametrize("target", ["javascript:alert(1)", "//evil.example/", "ftp://x.example/"])
def test_targets_that_are_no_page_are_refused_in_thai(client: Client, target: str) -> None:
    assert "ที่อยู่ของเว็บนี้" in add(client, "/a", target)


def test_the_front_page_is_never_redirected(client: Client) -> None:
    assert "หน้าแรกย้ายไปที่อื่นไม่ได้" in add(client, "https://old.example/", "/about/")
