"""/healthz"""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client

from newsroom.web.disk import MIN_FREE_BYTES

pytestmark = pytest.mark.django_db


def test_health_names_what_works(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "database": True,
        "cache": True,
        "photos": True,
        "disk": True,
    }
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("owner", "method", "part", "error"),
    [
        (connection, "cursor", "database", OperationalError),
        (cache, "set", "cache", OperationalError),
        (default_storage, "exists", "photos", OSError),
        (os, "statvfs", "disk", OSError),
    ],
)
def test_health_is_503_and_names_what_fails(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    method: str,
    part: str,
    error: type[Exception],
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(owner, method, fail)
        response = client.get("/healthz")
    assert response.status_code == 503
    assert [name for name, works in response.json().items() if not works] == ["ok", part]


def test_health_is_503_when_the_disk_is_nearly_full(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(f_bavail=MIN_FREE_BYTES // 4096, f_frsize=4096)
    with monkeypatch.context() as patch:
        patch.setattr(os, "statvfs", lambda path: full)
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["disk"] is False
