"""Tables: what a header is for, and columns of figures."""

from __future__ import annotations

import re

from newsroom.body.parsing.tree import Element

# A number with its unit, as news tables write them; or a mark for "none".
_FIGURE = re.compile(
    r"[+\-−–]?\s?[฿$]?\s?[0-9๐-๙][0-9๐-๙,.]*\s?"
    r"(?:%|บาท|ล้าน|ล้านบาท|คน|ราย|หลัง|ไร่|กม\.|ครั้ง|ปี|วัน|ชั่วโมง|นาที|แห่ง|ตัน|กก\.)?"
)
_NONE = frozenset(("", "-", "–", "—", "ไม่มี"))
MAX_FIGURE_LENGTH = 40
MAX_COLSPAN = 1000  # of the HTML standard


def prepare_table(table: Element) -> None:
    """Add scopes of headers, and the class `figures` to cells of columns that hold figures only."""
    rows = [one for one in table.elements() if one.tag == "tr"]
    _add_scopes(rows)
    _mark_figures(rows)


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element)]


def _add_scopes(rows: list[Element]) -> None:
    """The column in leading rows of headers, else the row."""
    is_head = True
    for row in rows:
        cells = _cells(row)
        is_head = is_head and all(cell.tag == "th" for cell in cells)
        for cell in cells:
            if cell.tag == "th":
                cell.attrs["scope"] = "col" if is_head else "row"


def _mark_figures(rows: list[Element]) -> None:
    """Cells in a column whose data cells are figures, at least one; spanning cells stay as they are."""
    columns: dict[int, list[Element]] = {}
    for row in rows:
        column = 0
        for cell in _cells(row):
            if cell.get("rowspan"):
                # What follows stands in columns that this does not count.
                return
            span = cell.get("colspan")
            if not span:
                columns.setdefault(column, []).append(cell)
            column += min(int(span), MAX_COLSPAN) if span.isdecimal() else 1
    for cells in columns.values():
        texts = [cell.text().strip() for cell in cells if cell.tag == "td"]
        figures = [text for text in texts if text not in _NONE]
        if figures and all(_is_figure(text) for text in figures):
            for cell in cells:
                cell.attrs["class"] = "figures"


def _is_figure(text: str) -> bool:
    return len(text) <= MAX_FIGURE_LENGTH and _FIGURE.fullmatch(text) is not None
