"""Fixtures of the page cache's tests."""

from __future__ import annotations

import pytest

from newsroom.web.page_cache import invalidation
from tests.web.page_cache.fake_app import FakeApp


@pytest.fixture(autouse=True)
def _first_generation(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a worker that polls, when nothing has changed yet."""
    monkeypatch.setattr(
        invalidation._state, "generation", invalidation.Generation(1, invalidation.NEVER)
    )
    monkeypatch.setattr(invalidation._state, "database_unavailable", False)


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()
