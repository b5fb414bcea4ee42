"""Moments as they are typed when planning. Typed nonsense is refused in Thai."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from newsroom.thai.dates import BANGKOK, ThaiDateError
from newsroom.thai.planned_times import parse_planned, parse_planned_day

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("พรุ่งนี้ 6.00", (2026, 11, 27, 6, 0)),
        ("พรุ่งนี้ เวลา ๖.๐๐ น.", (2026, 11, 27, 6, 0)),
        ("พรุ่งนี้", (2026, 11, 27, 0, 0)),
        ("วันนี้ 18:30", (2026, 11, 26, 18, 30)),
        ("วันนี้", (2026, 11, 26, 9, 30)),
        ("มะรืนนี้ 06.00", (2026, 11, 28, 6, 0)),
        ("06.00", (2026, 11, 27, 6, 0)),
        ("18.00 น.", (2026, 11, 26, 18, 0)),
        ("6/8/69 18.00", (2026, 8, 6, 18, 0)),
        ("6 ส.ค. 69", (2026, 8, 6, 0, 0)),
        ("6/8/2569 18.00", (2026, 8, 6, 18, 0)),
        ("2016-08-06T09:05", (2016, 8, 6, 9, 5)),
    ],
)
def test_what_a_desk_types_is_understood(typed: str, expected: tuple[int, ...]) -> None:
    assert parse_planned(typed, NOW) == datetime(*expected, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    "typed", ["", "เร็ว ๆ นี้", "พรุ่งนี้ 25.00", "พรุ่งนี้เช้า", "6/8/16", "99.99", "๐" * 500]
)
def test_what_is_ambiguous_is_refused(typed: str) -> None:
    with pytest.raises(ThaiDateError):
        parse_planned(typed, NOW)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("วันนี้", (2026, 11, 26)),
        ("พรุ่งนี้ ", (2026, 11, 27)),
        ("มะรืนนี้", (2026, 11, 28)),
        ("6/8/69", (2026, 8, 6)),
        ("๖ ส.ค. ๖๙", (2026, 8, 6)),
        ("2026-08-06", (2026, 8, 6)),
    ],
)
def test_a_day_is_understood(typed: str, expected: tuple[int, int, int]) -> None:
    assert parse_planned_day(typed, NOW) == date(*expected)


@pytest.mark.parametrize("typed", ["", "18.00", "พรุ่งนี้ 6.00", "6/8/16", "31/2/69", "๐" * 500])
def test_a_time_and_what_is_no_day_are_refused(typed: str) -> None:
    with pytest.raises(ThaiDateError):
        parse_planned_day(typed, NOW)
