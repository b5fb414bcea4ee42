"""Values kept for one generation."""

from __future__ import annotations

import pytest

from newsroom.web.page_cache import invalidation, memo
from tests.web.page_cache.fake_app import begin_generation


def test_a_value_is_built_once_in_each_generation() -> None:
    built: list[int] = []
    for _ in range(3):
        memo.memoize("sections", lambda: built.append(1))
    begin_generation()
    memo.memoize("sections", lambda: built.append(1))
    invalidation._state.generation = None
    memo.memoize("sections", lambda: built.append(1))
    assert len(built) == 3


def test_a_generation_keeps_a_bounded_number_of_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MAX_ENTRIES", 3)
    built: list[int] = []

    def value_of(key: int) -> int:
        return memo.memoize(key, lambda: built.append(key) or key)

    for key in (1, 2, 3, 1, 4, 1, 5, 1):
        assert value_of(key) == key
    # The most recently used ones are still there.
    assert built == [1, 2, 3, 4, 5]
    assert list(invalidation._state.generation.memo) == [4, 5, 1]
    assert value_of(2) == 2
    assert built == [1, 2, 3, 4, 5, 2]
