"""Form fields and their widget for dates in the Buddhist era and Bangkok time (T-D3)."""

from __future__ import annotations

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.thai.dates import (
    ThaiDateError,
    in_bangkok,
    parse_date,
    parse_time,
    to_buddhist_year,
)
from newsroom.thai.planned_times import parse_planned, parse_planned_day


def _numeric_date(day: date) -> str:
    """`6/8/2559`, in the Buddhist era."""
    return f"{day.day}/{day.month}/{to_buddhist_year(day.year)}"


# What the popover of a date field offers to choose at once.
PLANNED_MOMENTS = ("วันนี้ 18.00", "พรุ่งนี้ 6.00", "พรุ่งนี้ 12.00", "พรุ่งนี้ 18.00")
PLANNED_DAYS = ("วันนี้", "พรุ่งนี้", "มะรืนนี้")


class ThaiDateInput(forms.TextInput):
    """A text input that shows `6/8/2559` or `6/8/2559 09.05`; invalid input is shown as typed.

    Script adds a popover with a month and the choices in `data-quick`.
    """

    class Media:
        js = ["js/date-popover.js"]
        css = {"all": ["css/date-popover.css"]}

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"class": "thai-date", "autocomplete": "off", "size": 22, **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        if isinstance(value, datetime):
            local = in_bangkok(value)
            clock = f"{local:%H.%M.%S}" if local.second else f"{local:%H.%M}"
            return f"{_numeric_date(local)} {clock}"
        return _numeric_date(value) if isinstance(value, date) else super().format_value(value)


class ThaiDateTimeField(forms.Field):
    """A date and time: `6/8/2559 09.05`, `6 ส.ค. 69 เวลา 09.05 น.`, `พรุ่งนี้ 6.00`, `06.00`, ISO 8601.

    Also in Thai digits. Cleans to a datetime in Bangkok time; a date alone means its midnight.
    """

    widget = ThaiDateInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        quick = widget.attrs.get("data-quick", "|".join(PLANNED_MOMENTS))
        return {**super().widget_attrs(widget), "data-date": "moment", "data-quick": quick}

    def to_python(self, value: object) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return in_bangkok(value)
        try:
            return parse_planned(str(value), timezone.now())
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None

    def has_changed(self, initial: object, data: object) -> bool:
        """Compares whole seconds: the widget does not show fractions."""
        try:
            old, new = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        if old is None or new is None:
            return old is not new
        return old.replace(microsecond=0) != new.replace(microsecond=0)


class ThaiDateField(forms.Field):
    """A date: `6/8/2559`, `6 สิงหาคม 2559`, `2016-08-06`, also in Thai digits. Cleans to a date."""

    widget = ThaiDateInput
    quick: tuple[str, ...] = ()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {
            **super().widget_attrs(widget),
            "data-date": "day",
            "data-quick": "|".join(self.quick),
        }

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None


class PlannedDayField(ThaiDateField):
    """A day that is planned: also `พรุ่งนี้` and `6/8/69`. Cleans to a date."""

    quick = PLANNED_DAYS

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return parse_planned_day(str(value), timezone.now())
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None


class ThaiTimeInput(forms.TextInput):
    """A text input that shows `09.05`; invalid input is shown as typed."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"class": "thai-time", "autocomplete": "off", "size": 8, **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        return f"{value:%H.%M}" if isinstance(value, time) else super().format_value(value)


class ThaiTimeField(forms.Field):
    """A time of day: `09.05`, `9:05 น.`, also in Thai digits. Cleans to a time of whole minutes."""

    widget = ThaiTimeInput

    def to_python(self, value: object) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value.replace(second=0, microsecond=0)
        try:
            return parse_time(str(value)).replace(second=0)
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from None
