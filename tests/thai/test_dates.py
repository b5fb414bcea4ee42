from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.thai.dates import (
    BANGKOK,
    ThaiDateError,
    iso_bangkok,
    month_bounds,
    parse_date,
    parse_datetime,
    parse_time,
    relative_time,
    thai_date,
    thai_datetime,
    thai_month,
    thai_time,
)

MOMENT = datetime(2016, 8, 6, 2, 5, tzinfo=UTC)


def test_dates_are_written_in_thai_and_in_the_buddhist_era() -> None:
    """T-D1"""
    assert thai_date(MOMENT) == "6 สิงหาคม 2559"
    assert thai_date(MOMENT, "full") == "วันเสาร์ที่ 6 สิงหาคม พ.ศ. 2559"
    assert thai_date(MOMENT, "medium") == "6 ส.ค. 2559"
    assert thai_date(MOMENT, "short") == "6 ส.ค. 59"
    assert thai_time(MOMENT) == "09.05 น."
    assert thai_datetime(MOMENT) == "6 สิงหาคม 2559 เวลา 09.05 น."
    assert thai_month(2016, 8) == "สิงหาคม 2559"
    assert thai_date(date(2008, 1, 5), "short") == "5 ม.ค. 51"


def test_machine_readable_dates_are_in_the_christian_era() -> None:
    """T-D2"""
    assert iso_bangkok(MOMENT) == "2016-08-06T09:05:00+07:00"


def test_days_and_months_begin_at_midnight_in_bangkok() -> None:
    """T-D4"""
    assert thai_date(datetime(2016, 8, 5, 18, 30, tzinfo=UTC)) == "6 สิงหาคม 2559"
    assert month_bounds(2016, 12)[1] == datetime(2017, 1, 1, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    "typed",
    [
        "6/8/2559", "06/08/2016", "2016-08-06", "๖/๘/๒๕๕๙", "6 ส.ค. 2559", "6 สิงหาคม 2559",
        "6-8-2559", "6.8.2559", " 6 / 8 / 2559 ", "6 สค 2559", "6 ส.ค. 59", "๖ สิงหาคม ๕๙", "๖ สิงหาคม พ.ศ. ๒๕๕๙",
        "วันเสาร์ที่ 6 สิงหาคม พ.ศ. 2559", "วันที่ 6 สิงหา 2559", "2559-08-06",
    ],
)  # fmt: skip
def test_dates_are_read_as_editors_write_them(typed: str) -> None:
    """T-D3"""
    assert parse_date(typed) == date(2016, 8, 6)


def test_leap_years_are_those_of_the_christian_era() -> None:
    """T-D3"""
    assert parse_date("29/2/2567") == date(2024, 2, 29)
    with pytest.raises(ThaiDateError, match="กุมภาพันธ์ 2568 ไม่มีวันที่ 29"):
        parse_date("29/2/2568")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "เมื่อวาน",
        "6/8/59",
        "6 ส.ค. 16",
        "6 ส.ค. ค.ศ. 59",
        "6/8",
        "32/1/2559",
        "1/13/2559",
        "6 มกรา",
        "6/8/9999",
        "6/8/1000",
        "๐/๐/๒๕๕๙",
        "2016-99-99",
        "<b>6/8/2559</b>",
    ],
)
def test_an_ambiguous_or_impossible_date_is_refused_in_thai(typed: str) -> None:
    """T-D3"""
    with pytest.raises(ThaiDateError) as refused:
        parse_datetime(typed)
    assert any("ก" <= letter <= "๛" for letter in str(refused.value))


@pytest.mark.parametrize(
    "typed",
    [
        "6/8/2559 09.05",
        "6/8/2559 9:05",
        "6 ส.ค. 2559 เวลา 09.05 น.",
        "๖ สิงหาคม ๒๕๕๙ ๐๙.๐๕ น.",
        "2016-08-06T09:05:00+07:00",
        "2016-08-06 09:05",
        "6/8/2559, 09.05",
    ],
)
def test_dates_with_times_are_read_as_editors_write_them(typed: str) -> None:
    assert parse_datetime(typed) == MOMENT


def test_times_are_read_and_impossible_ones_refused() -> None:
    assert parse_time("๐๙.๐๕ น.").isoformat() == "09:05:00"
    for typed in ("25.00", "9", "09.75", ""):
        with pytest.raises(ThaiDateError):
            parse_time(typed)


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_every_date_is_read_back_from_every_style(day: date) -> None:
    """T-D3: showing and reading a date again does not add 543 again"""
    for style in ("full", "long", "medium"):
        assert parse_date(thai_date(day, style)) == day


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(seconds=20), "เมื่อสักครู่"),
        (timedelta(minutes=5), "5 นาทีที่แล้ว"),
        (timedelta(hours=2), "2 ชั่วโมงที่แล้ว"),
        (timedelta(days=1, hours=2), "เมื่อวานนี้"),
        (timedelta(days=3), "3 วันที่แล้ว"),
        (timedelta(days=30), "25 ตุลาคม 2569"),
        (-timedelta(minutes=30), "อีก 30 นาที"),
        (-timedelta(hours=20), "พรุ่งนี้ 08.00 น."),
    ],
)
def test_relative_times_are_in_thai(ago: timedelta, expected: str) -> None:
    """T-D6"""
    now = datetime(2026, 11, 24, 12, 0, tzinfo=BANGKOK)
    assert relative_time(now - ago, now) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2559-02-29T09:05:00+07:00", "2559-02-29 09:05:00", "2016-02-29T02:05:00Z",
        "๒๕๕๙-๐๒-๒๙T๐๙:๐๕", "29/2/2559 09.05", "29 ก.พ. 2559 เวลา 09.05 น.", "2559-02-29T09:05:00.000+07:00",
    ],
)  # fmt: skip
def test_a_buddhist_leap_day_is_understood_in_any_form(text: str) -> None:
    """T-D3: 2559 is no leap year of the Christian era, and 2016 is."""
    assert parse_datetime(text) == datetime(2016, 2, 29, 9, 5, tzinfo=BANGKOK)
