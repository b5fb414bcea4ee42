"""What the copy desk says about a story: where, why, and what it proposes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from newsroom.thai.cut import clusters


class Spot(NamedTuple):
    """A place in one text, why it is worth a look, and by what it may be replaced, best first.

    Without `fixes` there is nothing to click: only the writer can know.
    """

    start: int
    end: int
    why: str
    fixes: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A spot in one field of a story; `start` and `end` count code points and lie between clusters."""

    rule: str
    field: str
    start: int
    end: int
    text: str
    why: str
    fixes: tuple[str, ...]


Story = Mapping[str, str]
TextRule = Callable[[str], Iterator[Spot]]
StoryRule = Callable[[Story], Iterator[tuple[str, Spot]]]


class Letters:
    """Where the clusters of a text begin: no finding may cut one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edges = [0, *accumulate(map(len, clusters(text)))]

    def whole(self, spot: Spot) -> Spot:
        """`spot`, grown to whole clusters; its fixes grow with it."""
        start = self.edges[bisect_right(self.edges, spot.start) - 1]
        end = self.edges[bisect_left(self.edges, max(spot.end, spot.start + 1))]
        if (start, end) == (spot.start, spot.end):
            return spot
        before, after = self.text[start : spot.start], self.text[spot.end : end]
        fixes = tuple(before + fix + after for fix in spot.fixes)
        return Spot(start, end, spot.why, fixes)


def apply(text: str, finding: Finding | Spot, choice: int = 0) -> str:
    """`text` with one finding mended."""
    return text[: finding.start] + finding.fixes[choice] + text[finding.end :]


def in_order(rows: Iterable[Finding]) -> list[Finding]:
    """Findings by place in each field, those of earlier fields first as they came."""
    fields: dict[str, int] = {}
    kept = list(rows)
    for row in kept:
        fields.setdefault(row.field, len(fields))
    return sorted(kept, key=lambda row: (fields[row.field], row.start, row.end))
