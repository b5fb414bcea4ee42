"""The system check of how long origins are kept (T-P1)."""

from typing import Any

from newsroom.comments.checks import check_retention_days


def test_fewer_days_than_the_law_requires_are_refused(settings: Any) -> None:
    settings.COMMENT_DATA_DAYS = 89
    assert check_retention_days()
    settings.COMMENT_DATA_DAYS = 365
    assert not check_retention_days()
