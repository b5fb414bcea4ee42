"""Which of the nightly backups are kept: 7 daily, 4 weekly and 12 monthly ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12

# (how many periods are kept, the period that a time belongs to)
_PERIODS: list[tuple[int, Callable[[datetime], tuple[int, ...]]]] = [
    (KEPT_DAYS, lambda time: (time.year, time.month, time.day)),
    (KEPT_WEEKS, lambda time: tuple(time.isocalendar()[:2])),
    (KEPT_MONTHS, lambda time: (time.year, time.month)),
]


def kept_backups(times: Iterable[datetime]) -> set[datetime]:
    """Of the newest periods that have a backup, the newest of each; times in local time."""
    newest_first = sorted(times, reverse=True)
    kept: set[datetime] = set()
    for count, period_of in _PERIODS:
        newest: dict[tuple[int, ...], datetime] = {}
        for time in newest_first:
            newest.setdefault(period_of(time), time)
        kept.update(list(newest.values())[:count])
    return kept
