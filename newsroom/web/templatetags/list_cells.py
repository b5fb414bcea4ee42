"""Cells of the admin's lists, which phones show as cards without the headings of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

# What Django and our columns write where there is no value.
EMPTY = (">-</td>", ">–</td>")


@register.filter
def labelled(
    cells: Iterable[SafeString], headers: Sequence[dict[str, Any]]
) -> Iterator[SafeString]:
    """The cells of a row, each with the heading of its column as `data-label`.

    Cells without a value have `data-empty`. The checkbox and the cell that names the row, a `<th>`, stay.
    """
    for number, cell in enumerate(cells):
        label = headers[number]["text"] if number < len(headers) else ""
        if not label or not cell.startswith("<td") or 'class="action-checkbox"' in cell:
            yield cell
            continue
        empty = " data-empty" if cell.endswith(EMPTY) else ""
        begin = format_html('<td data-label="{}"{}', capfirst(label), empty)
        yield mark_safe(begin + cell.removeprefix("<td"))  # noqa: S308 -- both are escaped
