"""Tables as readers see them."""

from __future__ import annotations

import pytest

from newsroom.body.rendering.blocks import render_body
from newsroom.images.models import Photo


def render(*rows: str) -> str:
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return render_body(f"<table><tbody>{table}</tbody></table>", Photo.objects.in_bulk)


@pytest.mark.parametrize(
    ("cells", "is_figures"),
    [
        (["412", "1,204.50", "0"], True),
        (["๔๑๒", "1.4 ล้านบาท"], True),
        (["-3.5%", "+2", "฿ 80"], True),
        (["12", "–", ""], True),
        (["–", "", "ไม่มี"], False),
        (["12", "ประมาณ 20"], False),
        (["2569-11-26", "1"], False),
        (["ก", "ข"], False),
        (["1" * 41], False),
    ],
)
def test_a_column_of_figures_is_marked(cells: list[str], is_figures: bool) -> None:
    html = render(
        "<th>ตำบล</th><th>งบ</th>",
        *(f"<td>ปากคลอง</td><td>{cell}</td>" for cell in cells),
    )
    assert html.count('class="figures"') == (len(cells) + 1 if is_figures else 0)
    assert '<td class="figures">ปากคลอง' not in html


def test_cells_that_span_columns_keep_the_columns_apart() -> None:
    html = render(
        '<th colspan="2">ก</th><th>ข</th>',
        "<td>a</td><td>b</td><td>1</td>",
        '<td colspan="99999999999">รวม</td>',
    )
    assert '<td>b</td><td class="figures">1</td>' in html
    assert (
        '<th class="figures" scope="col">ข</th>' in html or 'scope="col" class="figures">ข' in html
    )


def test_a_table_with_cells_that_span_rows_is_left_alone() -> None:
    assert "figures" not in render('<td rowspan="2">1</td><td>2</td>', "<td>3</td>")


def test_headers_say_what_they_are_for() -> None:
    html = render("<th>ก</th><th>ข</th>", "<th>ค</th><td>1</td>")
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 1
