"""Bar charts as plain numbers, which a template draws as SVG or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.thai.dates import thai_date
from newsroom.thai.numerals import format_count

# In SVG user units; the page scales the drawing.
BAR_DISTANCE, BAR_WIDTH, CHART_HEIGHT = 10, 7, 100


@dataclass(frozen=True)
class Bar:
    """The bar of one day: label, value, and its rectangle in SVG user units."""

    label: str
    value: int
    x: int
    y: float
    height: float
    is_today: bool


@dataclass(frozen=True)
class DayChart:
    """Bars of consecutive days, the last one today; `axis_max` is the value at the top."""

    bars: list[Bar]
    axis_max: int
    total: int
    summary: str

    @property
    def width(self) -> int:
        """Width in SVG user units."""
        return len(self.bars) * BAR_DISTANCE


@dataclass(frozen=True)
class BarRow:
    """A labelled horizontal bar; `percent` is its length, 100 for the largest value of the chart."""

    label: str
    url: str
    value: int
    percent: float


def day_chart(values: Mapping[date, int], *, today: date, days: int, unit: str) -> DayChart:
    """A chart of the last `days` days; a day without a value counts 0."""
    dates = [today - timedelta(days=days_ago) for days_ago in reversed(range(days))]
    axis_max = round_axis_max(max((values.get(day, 0) for day in dates), default=0))
    bars = []
    for index, day in enumerate(dates):
        value = values.get(day, 0)
        height = round(CHART_HEIGHT * value / axis_max, 2)
        x = index * BAR_DISTANCE + (BAR_DISTANCE - BAR_WIDTH) // 2
        label = thai_date(day, "medium")
        bars.append(Bar(label, value, x, round(CHART_HEIGHT - height, 2), height, day == today))
    total = sum(bar.value for bar in bars)
    highest = max(bars, key=lambda bar: bar.value)
    summary = (
        f"รวม {format_count(total)} {unit} มากที่สุด {format_count(highest.value)} เมื่อ {highest.label}"
    )
    return DayChart(bars, axis_max, total, summary)


def bar_rows(rows: Iterable[tuple[str, str, int]]) -> list[BarRow]:
    """Bars of rows of (label, URL, value)."""
    rows = list(rows)
    largest = max((value for _, _, value in rows), default=0) or 1
    return [
        BarRow(label, url, value, round(100 * value / largest, 2)) for label, url, value in rows
    ]


def round_axis_max(highest: int) -> int:
    """The smallest round number from `highest` up whose half is round too; at least 4."""
    scale = 1
    while True:
        for step in (4, 6, 8, 10, 12, 16, 20):
            if step * scale >= highest:
                return step * scale
        scale *= 10
