"""The log of refused requests."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the handler of the settings writes."""
    handlers = logging.getLogger().handlers
    handler: Any = next(one for one in handlers if one.filters and hasattr(one, "stream"))
    stream = io.StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


def test_a_403_is_one_line_without_a_traceback(client: Client, log: io.StringIO) -> None:
    client.force_login(builders.staff_user())
    assert client.get("/admin/audit/auditlogentry/").status_code == 403
    assert "/admin/audit/auditlogentry/" in log.getvalue()
    assert "Traceback" not in log.getvalue()
    assert len(log.getvalue().splitlines()) == 1


def test_an_error_of_ours_keeps_its_traceback(log: io.StringIO) -> None:
    try:
        raise RuntimeError("ของเราเอง")
    except RuntimeError:
        logging.getLogger("django.request").exception("500", extra={"status_code": 500})
    assert "RuntimeError" in log.getvalue()
