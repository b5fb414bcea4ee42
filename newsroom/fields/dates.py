"""Form fields for dates as Thai editors type and read them (T-D3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from newsroom.thai.dates import (
    ThaiDateError,
    in_bangkok,
    parse_date,
    parse_datetime,
    to_buddhist,
)


def _thai_numbers(day: date) -> str:
    return f"{day.day}/{day.month}/{to_buddhist(day.year)}"


class ThaiDateInput(forms.TextInput):
    """Shows `6/8/2559`; what was typed wrongly is shown as it was typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "thai-date", "autocomplete": "off", "size": 22, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime):
            moment = in_bangkok(value)
            clock = f"{moment:%H.%M.%S}" if moment.second else f"{moment:%H.%M}"
            return f"{_thai_numbers(moment)} {clock}"
        return _thai_numbers(value) if isinstance(value, date) else super().format_value(value)


class ThaiDateTimeField(forms.Field):
    """A moment in Bangkok's time: `6/8/2559 09.05`, `6 ส.ค. 2559 เวลา 09.05 น.`, ISO, Thai digits."""

    widget = ThaiDateInput

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return in_bangkok(value)
        try:
            return parse_datetime(str(value))
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Redisplay drops the fraction of a second; that is no change."""
        try:
            then, now = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        if then is None or now is None:
            return then is not now
        return then.replace(microsecond=0) != now.replace(microsecond=0)


class ThaiDateField(forms.Field):
    """A day: `6/8/2559`, `6 สิงหาคม 2559`, `2016-08-06`."""

    widget = ThaiDateInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None
