from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from newsroom.fields.dates import (
    PlannedDayField,
    ThaiDateField,
    ThaiDateInput,
    ThaiDateTimeField,
    ThaiTimeField,
    ThaiTimeInput,
)
from newsroom.thai.dates import BANGKOK

DAY = date(2016, 8, 6)
MOMENT = datetime(2016, 8, 6, 9, 5, tzinfo=BANGKOK)
YEARS = {"min_value": date(1900, 1, 1), "max_value": date(2150, 1, 1)}

# Input that neither field accepts.
REFUSED = [
    "\u0e48",  # a lone tone mark
    "\u200b\u200b",  # zero-width characters only
    "\x00", "\x07\x0b",  # control characters
    "1" * 256, "๑" * 256, "6/8/2559" + "0" * 256,
    "เมื่อวาน", "6/8", "6/8/59", "8/2559", "2559", "6/8/2559/1",
    "31/4/2559", "32/1/2559", "0/8/2559", "6/0/2559", "6/13/2559", "๐/๐/๒๕๕๙",
    "6/8/1000", "6/8/2399", "6/8/2701", "6/8/1856", "6/8/2158", "6/8/9999", "6/8/0000",
    "29/2/2568", "29/2/2025", "29/2/2100",
    "6 ฟหกด 2559", "6 มก 2559", "August 6, 2016", "6th August 2016",
    "2016-99-99", "2016-08-32", "-6/8/2559", "6/-8/2559", "6//2559",
    "<b>6/8/2559</b>", "6/8/2559; DROP TABLE",
]  # fmt: skip
REFUSED_TIMES = ["6/8/2559 25.00", "6/8/2559 09.75", "6/8/2559 09.05.75", "6/8/2559 9"]


@pytest.mark.parametrize("field", [ThaiDateField(), ThaiDateTimeField()], ids=["date", "datetime"])
@pytest.mark.parametrize("typed", REFUSED, ids=ascii)
def test_unreadable_and_impossible_dates_are_refused_in_thai(
    field: forms.Field, typed: str
) -> None:
    """T-D3"""
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    assert re.search("[ก-๛]", error.value.messages[0])
    assert len(error.value.messages[0]) < 200


@pytest.mark.parametrize("typed", REFUSED_TIMES)
def test_impossible_times_are_refused_in_thai(typed: str) -> None:
    with pytest.raises(ValidationError) as error:
        ThaiDateTimeField().clean(typed)
    assert error.value.code == "invalid"
    assert re.search("[ก-๛]", error.value.messages[0])


@pytest.mark.parametrize(
    "typed",
    [
        "6/8/2559", "06/08/2559", "6/8/2016", "2016-08-06", "2559-08-06", "๖/๘/๒๕๕๙", "๖/๘/๒๐๑๖",
        "6 ส.ค. 2559", "๖ ส.ค. ๒๕๕๙", "6 สิงหาคม 2559", "6 สิงหาคม พ.ศ. 2559", "6 สิงหาคม ค.ศ. 2016",
        "วันเสาร์ที่ 6 สิงหาคม 2559", "  6/8/2559\u200b ", "6\u00a0สิงหาคม\u00a02559",
    ],
)  # fmt: skip
def test_dates_are_accepted_in_both_eras_and_both_kinds_of_digits(typed: str) -> None:
    """T-D3"""
    assert ThaiDateField().clean(typed) == DAY
    assert ThaiDateTimeField().clean(typed) == datetime(2016, 8, 6, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    "typed",
    [
        "6/8/2559 09.05", "6/8/2016 9:05", "๖/๘/๒๕๕๙ ๐๙.๐๕ น.", "6 ส.ค. 2559 เวลา 09.05 น.",
        "2016-08-06 09:05", "2016-08-06T09:05:00+07:00", "2016-08-06T02:05:00+00:00",
    ],
)  # fmt: skip
def test_dates_with_times_are_accepted_and_are_in_bangkok_time(typed: str) -> None:
    """T-D3"""
    value = ThaiDateTimeField().clean(typed)
    assert value == MOMENT
    assert value.utcoffset() == MOMENT.utcoffset()


@pytest.mark.parametrize("typed", ["29/2/2567", "29/2/2024", "๒๙/๒/๒๕๖๗", "2567-02-29"])
def test_29_february_exists_in_the_leap_years_of_either_era(typed: str) -> None:
    """T-D3"""
    assert ThaiDateField().clean(typed) == date(2024, 2, 29)


@pytest.mark.parametrize("field", [ThaiDateField, ThaiDateTimeField])
@pytest.mark.parametrize("empty", [None, ""])
def test_empty_input_is_none_or_required(field: Any, empty: Any) -> None:
    assert field(required=False).clean(empty) is None
    with pytest.raises(ValidationError) as error:
        field().clean(empty)
    assert error.value.code == "required"


def test_values_that_are_dates_already_are_kept() -> None:
    assert ThaiDateField().clean(DAY) is DAY
    assert ThaiDateTimeField().clean(MOMENT.astimezone(UTC)) == MOMENT


@given(st.dates(**YEARS))
def test_showing_a_date_and_reading_it_again_does_not_add_543_again(day: date) -> None:
    """T-D3"""
    shown = ThaiDateInput().format_value(day)
    assert shown == f"{day.day}/{day.month}/{day.year + 543}"
    assert ThaiDateField().clean(shown) == day
    assert ThaiDateInput().format_value(ThaiDateField().clean(shown)) == shown


@given(st.datetimes(datetime(1900, 1, 1), datetime(2150, 1, 1), timezones=st.just(BANGKOK)))
def test_showing_a_datetime_and_reading_it_again_keeps_whole_seconds(value: datetime) -> None:
    """T-D3"""
    shown = ThaiDateInput().format_value(value)
    assert ThaiDateTimeField().clean(shown) == value.replace(microsecond=0)


def test_the_widget_shows_bangkok_time_and_seconds_only_if_there_are_any() -> None:
    """T-D4"""
    widget = ThaiDateInput()
    assert widget.format_value(datetime(2016, 8, 5, 18, 30, tzinfo=UTC)) == "6/8/2559 01.30"
    assert widget.format_value(MOMENT.replace(second=7)) == "6/8/2559 09.05.07"
    assert widget.format_value(None) is None
    assert widget.format_value("") is None


class DateForm(forms.Form):
    day = ThaiDateField()
    moment = ThaiDateTimeField()


def test_invalid_input_is_shown_again_as_it_was_typed() -> None:
    form = DateForm({"day": "6/8/59", "moment": "<b>เมื่อวาน</b>"})
    assert not form.is_valid()
    html = str(form["day"]) + str(form["moment"])
    assert 'value="6/8/59"' in html
    assert "&lt;b&gt;เมื่อวาน&lt;/b&gt;" in html


def test_valid_input_of_a_form_with_another_error_is_shown_again_as_it_was_typed() -> None:
    form = DateForm({"day": "6 ส.ค. 2559", "moment": ""})
    assert not form.is_valid()
    assert 'value="6 ส.ค. 2559"' in str(form["day"])


def test_the_input_has_a_class_for_its_script_and_takes_other_attributes() -> None:
    html = ThaiDateInput({"size": 12, "placeholder": "6/8/2559"}).render("day", DAY)
    assert 'class="thai-date"' in html
    assert 'autocomplete="off"' in html
    assert 'size="12"' in html
    assert 'placeholder="6/8/2559"' in html
    assert 'value="6/8/2559"' in html


@pytest.mark.parametrize(
    ("initial", "typed", "expected"),
    [
        (MOMENT, "6/8/2559 09.05", False),
        (MOMENT.replace(microsecond=999), "6/8/2559 09.05", False),
        (MOMENT.astimezone(UTC), "๖/๘/๒๕๕๙ ๐๙.๐๕", False),
        (MOMENT, "2016-08-06T02:05:00+00:00", False),
        (MOMENT, "6/8/2559 09.06", True),
        (MOMENT.replace(second=7), "6/8/2559 09.05", True),
        (MOMENT, "", True),
        (MOMENT, "เมื่อวาน", True),
        (None, "", False),
        (None, "6/8/2559", True),
    ],
)
def test_a_datetime_has_changed_when_its_whole_seconds_differ(
    initial: datetime | None, typed: str, expected: bool
) -> None:
    assert ThaiDateTimeField(required=False).has_changed(initial, typed) is expected


@pytest.mark.parametrize(
    ("initial", "typed", "expected"),
    [
        (DAY, "6/8/2559", False),
        (DAY, "06/08/2016", False),
        (DAY, "๖ สิงหาคม ๒๕๕๙", False),
        (DAY, "7/8/2559", True),
        (DAY, "", True),
        (DAY, "เมื่อวาน", True),
        (None, "", False),
        (None, "6/8/2559", True),
    ],
)
def test_a_date_has_changed_when_the_day_differs(
    initial: date | None, typed: str, expected: bool
) -> None:
    assert ThaiDateField(required=False).has_changed(initial, typed) is expected


def test_a_posted_form_that_was_only_opened_has_not_changed() -> None:
    initial = {"day": DAY, "moment": MOMENT}
    opened = DateForm(initial=initial)
    posted = {name: opened[name].subwidgets[0].data["value"] for name in initial}
    assert posted == {"day": "6/8/2559", "moment": "6/8/2559 09.05"}
    assert DateForm(posted, initial=initial).changed_data == []


def test_times_of_day_are_read_shown_and_compared() -> None:
    field = ThaiTimeField(required=False)
    for typed in ("9.05", "09:05 น.", "๐๙.๐๕", "09.05.59"):
        assert field.clean(typed) == time(9, 5)
        assert not field.has_changed(time(9, 5), typed)
    assert field.clean("") is None
    assert field.has_changed(None, "9.05")
    assert ThaiTimeInput().format_value(time(9, 5)) == "09.05"
    assert ThaiTimeInput().format_value("บ่ายสาม") == "บ่ายสาม"


@pytest.mark.parametrize("typed", [*REFUSED, "24.00", "บ่ายสาม", "9"])
def test_what_is_no_time_of_day_is_refused_in_thai(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ThaiTimeField().clean(typed)
    assert re.search("[ก-๙]", refused.value.messages[0])


def test_a_planned_day_may_be_a_word() -> None:
    field = PlannedDayField()
    assert (field.clean("พรุ่งนี้") - field.clean("วันนี้")).days == 1
    assert field.clean("6/8/69") == date(2026, 8, 6)
    assert not field.has_changed(DAY, "6/8/2559")
    with pytest.raises(ValidationError, match="ไม่เข้าใจ"):
        field.clean("เย็นนี้")
