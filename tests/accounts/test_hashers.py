"""Passwords are hashed by Argon2id, with a bounded cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password

from newsroom.config import settings as site_settings


@pytest.fixture(autouse=True)
def _hashers_of_the_site(settings: Any) -> None:
    settings.PASSWORD_HASHERS = site_settings.PASSWORD_HASHERS


def test_a_password_is_hashed_by_argon2id_with_19_mib_in_one_thread() -> None:
    encoded = make_password("รหัสผ่านยาวพอ")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("รหัสผ่านยาวพอ", encoded)
    assert not check_password("รหัสผ่านอื่น", encoded)


def test_an_older_hash_is_replaced_when_its_password_is_used() -> None:
    replaced: list[str] = []
    encoded = make_password("รหัสผ่านยาวพอ", hasher="pbkdf2_sha256")
    assert check_password("รหัสผ่านยาวพอ", encoded, setter=replaced.append)
    assert replaced == ["รหัสผ่านยาวพอ"]
