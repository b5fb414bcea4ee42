"""Cells of lists with the headings of their columns."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from newsroom.web.templatetags.list_cells import labelled


def test_cells_have_the_heading_of_their_column_escaped() -> None:
    cells = [
        '<td class="action-checkbox"><input></td>',
        '<th class="field-name"><a>ก</a></th>',
        '<td class="field-note">ข</td>',
        '<td class="field-date">–</td>',
        "<td>ไม่มีหัว</td>",
    ]
    headers = [{"text": text} for text in ("<input>", "name", 'a "note"', "วันที่")]
    assert list(labelled(map(mark_safe, cells), headers)) == [
        cells[0],
        cells[1],
        '<td data-label="A &quot;note&quot;" class="field-note">ข</td>',
        '<td data-label="วันที่" data-empty class="field-date">–</td>',
        cells[4],
    ]
