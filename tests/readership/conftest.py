from __future__ import annotations

import pytest

from newsroom.readership import visit_counter


@pytest.fixture(autouse=True)
def _forget_the_daily_salt() -> None:
    """Each test starts like a new process, which has read no salt from the database yet."""
    visit_counter._daily_salt.cache_clear()
