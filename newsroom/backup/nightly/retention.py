"""Which of the nightly backups are kept: 7 daily, 4 weekly and 12 monthly ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
_FILE_NAME = re.compile(r"newsroom-(\d{8}-\d{4})\.zip(?:\.age|\.gpg)?")

# (how many periods are kept, the period that a time belongs to)
_PERIODS: list[tuple[int, Callable[[datetime], tuple[int, ...]]]] = [
    (KEPT_DAYS, lambda time: (time.year, time.month, time.day)),
    (KEPT_WEEKS, lambda time: tuple(time.isocalendar()[:2])),
    (KEPT_MONTHS, lambda time: (time.year, time.month)),
]


def backups_to_keep(times: Iterable[datetime]) -> set[datetime]:
    """Of the newest periods that have a backup, the newest of each; times in local time."""
    newest_first = sorted(times, reverse=True)
    kept: set[datetime] = set()
    for count, period_of in _PERIODS:
        newest: dict[tuple[int, ...], datetime] = {}
        for time in newest_first:
            newest.setdefault(period_of(time), time)
        kept.update(list(newest.values())[:count])
    return kept


def delete_old_backups(folder: Path) -> None:
    """Delete the nightly backups in a folder that are not to be kept, and nothing else there."""
    by_time: dict[datetime, list[Path]] = {}
    for path in folder.iterdir():
        if match := _FILE_NAME.fullmatch(path.name):
            with suppress(ValueError):  # digits that are no time
                by_time.setdefault(datetime.strptime(match[1], "%Y%m%d-%H%M"), []).append(path)
    for taken_at in by_time.keys() - backups_to_keep(by_time):
        for path in by_time[taken_at]:
            path.unlink(missing_ok=True)
