"""Tables: rectangular, spans that fit, every row and column with a cell that begins in it.

This is what the editor's table model (prosemirror-tables) and the HTML standard's "forming a table"
both accept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsroom.body.model.inline import Marks
from newsroom.body.model.styles import apply_style, read_style
from newsroom.body.parsing.tree import Element

if TYPE_CHECKING:
    from newsroom.body.model.flow import Flow

MAX_COLUMNS = 60
MAX_SPAN = 1000
# A table whose rows need more than this many times its cells to be filled up is no table.
MAX_GROWTH = 6
# What a cell with data has not: a table with these only lays out a page.
_LAYOUT = ("table", "figure", "img", "iframe", "amp-img", "video", "picture")
_SECTIONS = ("thead", "tbody", "tfoot")


@dataclass(slots=True)
class Cell:
    element: Element
    row: int = 0
    column: int = 0
    colspan: int = 1
    rowspan: int = 1


def add_table(flow: Flow, element: Element, marks: Marks) -> None:
    flow.end_block()
    captions, rows = _rows(element)
    for caption in captions:
        flow.walk(caption.children, marks)
        flow.end_block()
    is_inside = bool({"td", "li", "blockquote", "figcaption"} & set(flow.inside))
    cells = [cell for row in rows for cell in row]
    is_layout = len(cells) == 1 or any(cell.find(*_LAYOUT) for cell in cells)
    if is_layout or is_inside or max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        if len(cells) > len(rows):
            flow.conversion.note("table-flattened", element.text().strip()[:80])
        _add_lines(flow, rows, marks)
        return
    placed = _fit(_place(_without_empty_rows([[_cell(cell) for cell in row] for row in rows])))
    if not placed:
        return
    if sum(map(len, placed)) > MAX_GROWTH * len(cells) + MAX_COLUMNS:
        flow.conversion.note("table-flattened", element.text().strip()[:80])
        _add_lines(flow, rows, marks)
        return
    has_text = False
    body = Element("tbody")
    for row in placed:
        line = Element("tr")
        for cell in row:
            attrs = {}
            if cell.colspan > 1:
                attrs["colspan"] = str(cell.colspan)
            if cell.rowspan > 1:
                attrs["rowspan"] = str(cell.rowspan)
            content = flow.nested("td")
            content.keeps_lines = False
            content.ids, flow.ids = flow.ids, []
            cell_marks = apply_style(read_style(cell.element.get("style")), marks)
            blocks = content.blocks_of(cell.element.children, cell_marks)
            flow.ids = [] if blocks else content.ids
            has_text = has_text or bool(blocks)
            tag = "th" if cell.element.tag == "th" else "td"
            line.children.append(Element(tag, attrs, list(blocks)))
        body.children.append(line)
    if has_text:
        flow.blocks.append(Element("table", {}, [body]))


def _rows(table: Element) -> tuple[list[Element], list[list[Element]]]:
    """The captions, and the cells of each row; the footer comes last."""
    captions: list[Element] = []
    rows: list[list[Element]] = []
    footer: list[list[Element]] = []
    for section in [table, *(c for c in table.children if isinstance(c, Element))]:
        if section is not table and section.tag == "caption":
            captions.append(section)
        if section is not table and section.tag not in _SECTIONS:
            continue
        for row in section.children:
            if isinstance(row, Element) and row.tag == "tr":
                cells = [
                    c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")
                ]
                (footer if section.tag == "tfoot" else rows).append(cells)
    return captions, rows + footer


def _add_lines(flow: Flow, rows: list[list[Element]], marks: Marks) -> None:
    """The cells as blocks: a table that only lays out a page, or one inside a cell or an item."""
    for row in rows:
        for cell in row:
            flow.walk(cell.children, marks)
            flow.end_block()


def _cell(element: Element) -> Cell:
    return Cell(element, 0, 0, _span(element.get("colspan")), _span(element.get("rowspan")))


def _span(value: str) -> int:
    is_number = value.isascii() and value.isdecimal() and len(value) <= 4
    return min(max(int(value), 1), MAX_SPAN) if is_number else 1


def _without_empty_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Only the rows with cells; spans over the others are shorter by them."""
    filled_before = [0]
    for row in rows:
        filled_before.append(filled_before[-1] + bool(row))
    for index, row in enumerate(rows):
        for cell in row:
            end = min(index + cell.rowspan, len(rows))
            cell.rowspan = filled_before[end] - filled_before[index]
    return [row for row in rows if row]


def _place(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The cells with row and column, spans cut at the table's end and at cells in the way."""
    free_from: list[int] = []  # of each column: the first row in which it is free
    for row_index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < len(free_from) and free_from[column] > row_index:
                column += 1
            cell.row, cell.column = row_index, column
            cell.rowspan = min(cell.rowspan, len(rows) - row_index)
            end = min(column + cell.colspan, max(MAX_COLUMNS, column + 1))
            for taken in range(column, end):
                if taken < len(free_from) and free_from[taken] > row_index:
                    end = taken
                    break
                if taken >= len(free_from):
                    free_from.append(0)
                free_from[taken] = row_index + cell.rowspan
            cell.colspan = end - column
            column = end
    return rows


def _fit(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Only rows and columns in which a cell begins; rows filled up with empty cells."""
    starts = sorted({cell.column for row in rows for cell in row})
    columns = {old: new for new, old in enumerate(starts)}
    begun_before = [0]
    is_start = set(starts)
    for column in range((starts[-1] if starts else -1) + MAX_SPAN + 1):
        begun_before.append(begun_before[-1] + (column in is_start))
    width = len(starts)
    free_from = [0] * width
    for index, row in enumerate(rows):
        for cell in row:
            end = cell.column + cell.colspan
            cell.colspan = begun_before[end] - begun_before[cell.column]
            cell.column = columns[cell.column]
            for taken in range(cell.column, cell.column + cell.colspan):
                free_from[taken] = max(free_from[taken], index + cell.rowspan)
        filled: list[Cell] = []
        column = 0
        by_column = {cell.column: cell for cell in row}
        while column < width:
            begun = by_column.get(column)
            if begun is not None:
                filled.append(begun)
                column += begun.colspan
            elif free_from[column] > index:
                column += 1
            else:
                filled.append(Cell(Element("td"), index, column))
                column += 1
        rows[index] = filled
    return rows
