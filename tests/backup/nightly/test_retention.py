"""Which nightly backups are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from newsroom.backup.nightly.retention import KEPT_DAYS, KEPT_MONTHS, KEPT_WEEKS, backups_to_keep

LAST = datetime(2026, 11, 26, 2, 10)


def nights(count: int) -> list[datetime]:
    return [LAST - timedelta(days=days) for days in range(count)]


def test_of_two_years_of_nights_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    kept = sorted(backups_to_keep(nights(730)), reverse=True)
    assert [str(time.date()) for time in kept] == [
        "2026-11-26", "2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21",
        "2026-11-20", "2026-11-15", "2026-11-08", "2026-10-31", "2026-09-30", "2026-08-31",
        "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28",
        "2026-01-31", "2025-12-31",
    ]  # fmt: skip


def test_deleting_every_night_keeps_what_deleting_at_the_end_keeps() -> None:
    on_disk: set[datetime] = set()
    for night in sorted(nights(730)):
        on_disk = backups_to_keep([*on_disk, night])
        assert len(on_disk) <= KEPT_DAYS + KEPT_WEEKS + KEPT_MONTHS
    assert on_disk == backups_to_keep(nights(730))


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))))
def test_the_newest_is_always_kept_and_nothing_is_invented(times: list[datetime]) -> None:
    kept = backups_to_keep(times)
    assert kept <= set(times)
    if times:
        assert max(times) in kept
