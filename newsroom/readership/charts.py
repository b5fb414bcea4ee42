"""Charts as numbers a template draws: bars by day, and bars by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.thai.dates import thai_date
from newsroom.thai.numerals import thai_count

# The drawing's own units; the page stretches it.
STEP, BAR, HEIGHT = 10, 7, 100


@dataclass(frozen=True)
class Bar:
    """One day: what it says, and where its bar stands."""

    label: str
    value: int
    x: int
    y: float
    height: float
    is_today: bool


@dataclass(frozen=True)
class DayChart:
    """Bars of consecutive days, the last one today."""

    bars: list[Bar]
    top: int
    total: int
    summary: str

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return len(self.bars) * STEP


@dataclass(frozen=True)
class Row:
    """One name and its number; `share` is the bar's length out of 100."""

    name: str
    address: str
    value: int
    share: float


def by_day(values: Mapping[date, int], *, today: date, days: int, unit: str) -> DayChart:
    """A chart of the last `days` days; a day without a value is zero."""
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    top = nice_top(max((values.get(day, 0) for day in dates), default=0))
    bars = []
    for place, day in enumerate(dates):
        value = values.get(day, 0)
        height = round(HEIGHT * value / top, 2)
        x = place * STEP + (STEP - BAR) // 2
        label = thai_date(day, "medium")
        bars.append(Bar(label, value, x, round(HEIGHT - height, 2), height, day == today))
    total = sum(bar.value for bar in bars)
    best = max(bars, key=lambda bar: bar.value)
    summary = f"รวม {thai_count(total)} {unit} มากที่สุด {thai_count(best.value)} เมื่อ {best.label}"
    return DayChart(bars, top, total, summary)


def by_name(rows: Iterable[tuple[str, str, int]]) -> list[Row]:
    """Rows of (name, address, value), the longest bar for the largest value."""
    known = list(rows)
    most = max((value for _, _, value in known), default=0) or 1
    return [
        Row(name, address, value, round(100 * value / most, 2)) for name, address, value in known
    ]


def nice_top(highest: int) -> int:
    """The round number at the top of an axis, whose half is round too; 4 at least."""
    scale = 1
    while True:
        for step in (4, 6, 8, 10, 12, 16, 20):
            if step * scale >= highest:
                return step * scale
        scale *= 10
