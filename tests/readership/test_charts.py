"""Charts: every day once, round axes, bars in proportion to their values."""

from __future__ import annotations

from datetime import date

import pytest

from newsroom.readership.charts import bar_rows, day_chart, round_axis_max


def test_a_day_chart_has_every_day_once_and_ends_today() -> None:
    today = date(2026, 3, 1)
    chart = day_chart({today: 3, date(2026, 2, 28): 6}, today=today, days=30, unit="คน")
    assert len(chart.bars) == 30
    assert [bar.label for bar in chart.bars[-2:]] == ["28 ก.พ. 2569", "1 มี.ค. 2569"]
    assert [(bar.value, bar.y, bar.height) for bar in chart.bars[-2:]] == [(6, 0, 100), (3, 50, 50)]
    assert [bar.is_today for bar in chart.bars].count(True) == 1
    assert (chart.axis_max, chart.total, chart.width) == (6, 9, 300)
    assert chart.summary == "รวม 9 คน มากที่สุด 6 เมื่อ 28 ก.พ. 2569"
    assert day_chart({}, today=today, days=30, unit="คน").total == 0


@pytest.mark.parametrize(
    ("highest", "axis_max"),
    [(0, 4), (1, 4), (5, 6), (10, 10), (11, 12), (21, 40), (1140, 1200), (99_999, 100_000)],
)
def test_axes_end_at_round_numbers_whose_half_is_round(highest: int, axis_max: int) -> None:
    assert round_axis_max(highest) == axis_max


def test_bars_are_as_long_as_their_share_of_the_largest_value() -> None:
    rows = bar_rows([("ก", "/1/", 8), ("ข", "/2/", 2), ("ค", "/3/", 0)])
    assert [row.percent for row in rows] == [100, 25, 0]
    assert bar_rows([]) == []
