"""Date columns of lists and read-only fields: of the Buddhist era, which Django does not write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model

from newsroom.thai.dates import thai_date, thai_datetime


def date_column(name: str, label: str) -> Any:
    """A column for `list_display` and `readonly_fields` that shows the date or moment `name`.

    `label` is its heading. Without a value it shows a dash.
    """

    @admin.display(description=label, ordering=name)
    def column(row: Model) -> str:
        value = getattr(row, name)
        if value is None:
            return "–"
        return thai_datetime(value) if isinstance(value, datetime) else thai_date(value)

    # Django makes the CSS class of the column from it.
    column.__name__ = name
    return column
