"""How the admin shows the value of a field that a person may only read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist

from newsroom.thai.dates import thai_date, thai_datetime

register = template.Library()


@register.filter
def read_only_value(field: Any) -> str:
    """The contents of an `AdminReadonlyField`; dates in the Buddhist era (T-D1).

    A model field may say by `display_value(value)` how people read its values.
    """
    name = field.field["field"]
    if not isinstance(name, str) or name in field.form.fields:
        return field.contents()
    try:
        column = field.form.instance._meta.get_field(name)
    except FieldDoesNotExist:
        return field.contents()
    value = getattr(field.form.instance, name, None)
    if isinstance(value, datetime):
        return thai_datetime(value)
    if isinstance(value, date):
        return thai_date(value)
    if value is not None and hasattr(column, "display_value"):
        return column.display_value(value)
    return field.contents()
