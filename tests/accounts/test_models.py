"""Usernames, display names, e-mail addresses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from newsroom.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db


def test_display_names_may_be_thai_but_usernames_are_ascii() -> None:
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
