"""Signing in by username or e-mail address, with a limit on wrong passwords."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db
LOGIN_URL = "/admin/login/"


def sign_in(client: Client, username: str, password: str = builders.PASSWORD) -> Any:
    return client.post(LOGIN_URL, {"username": username, "password": password, "next": "/admin/"})


def test_staff_sign_in_by_name_or_by_e_mail_in_any_case() -> None:
    """T-T2"""
    builders.admin_user("editor", email="Desk@Example.com")
    for name in ("editor", "Editor", "desk@example.com", "DESK@example.COM"):
        assert sign_in(Client(), name).status_code == 302
    assert sign_in(Client(), "nobody@example.com").status_code == 200


def test_wrong_passwords_lock_the_account_with_a_thai_message() -> None:
    builders.admin_user("editor")
    client = Client()
    statuses = [sign_in(client, "editor", "wrong").status_code for _ in range(5)]
    assert statuses[:4] == [200] * 4
    assert statuses[4] == 429
    locked = sign_in(client, "editor")
    assert locked.status_code == 429
    assert "พักการเข้าสู่ระบบ" in locked.content.decode()


def test_the_right_password_resets_the_count_of_wrong_ones() -> None:
    builders.admin_user("editor")
    client = Client()
    for _ in range(3):
        for _ in range(3):
            sign_in(client, "editor", "wrong")
        assert sign_in(client, "editor").status_code == 302
        client.logout()


def test_only_staff_open_the_admin(client: Client) -> None:
    assert client.get("/admin/").status_code == 302
    client.force_login(User.objects.create_user("reader", password=builders.PASSWORD))
    assert client.get("/admin/articles/article/").status_code == 302
