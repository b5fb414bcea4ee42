"""Signing in: by name or e-mail, with a limit on wrong passwords."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def sign_in(client: Client, username: str, password: str = builders.PASSWORD) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, "next": "/admin/"})


def test_staff_sign_in_by_name_or_by_e_mail_in_any_case() -> None:
    """T-T2"""
    builders.admin_user("editor", email="Desk@Example.com")
    for name in ("editor", "desk@example.com", "DESK@example.COM"):
        assert sign_in(Client(), name).status_code == 302
    assert sign_in(Client(), "nobody@example.com").status_code == 200


def test_wrong_passwords_lock_the_door_and_say_so_in_thai() -> None:
    builders.admin_user("editor")
    client = Client()
    answers = [sign_in(client, "editor", "wrong").status_code for _ in range(5)]
    assert answers[:4] == [200] * 4
    assert answers[4] == 429
    locked = sign_in(client, "editor")
    assert locked.status_code == 429
    assert "ล็อก" in locked.content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.5")
    assert sign_in(elsewhere, "editor").status_code == 302


def test_the_right_password_in_time_forgives() -> None:
    builders.admin_user("editor")
    client = Client()
    for _ in range(3):
        for _ in range(3):
            sign_in(client, "editor", "wrong")
        assert sign_in(client, "editor").status_code == 302
        client.logout()


def test_names_may_be_thai_but_sign_in_names_are_ascii() -> None:
    """T-T2: Django refuses ณัฐ and takes สมชาย; we show any name and sign in with ASCII"""
    user = User(username="nat", display_name="ณัฐ น้ำฝน", password="x")
    user.full_clean()
    assert str(user) == "ณัฐ น้ำฝน"
    for name in ("สมชาย", "ณัฐ", "a b", ""):
        with pytest.raises(ValidationError):
            User(username=name, password="x").full_clean()


def test_two_users_cannot_share_an_e_mail_address() -> None:
    builders.staff_user("one", email="a@example.com")
    with pytest.raises(ValidationError, match="อีเมลนี้"):
        User(username="two", email="A@example.com", password="x").full_clean()


def test_permissions_are_named_in_thai() -> None:
    from django.contrib.auth.models import Permission

    from newsroom.accounts.admin import permission_words

    assert permission_words(Permission.objects.get(codename="change_article")) == "ข่าว: แก้ไขข่าว"
    assert User in site._registry


def test_readers_and_users_without_staff_cannot_enter(client: Client) -> None:
    assert client.get("/admin/").status_code == 302
    client.force_login(User.objects.create_user("reader", password=builders.PASSWORD))
    assert client.get("/admin/articles/article/").status_code == 302
