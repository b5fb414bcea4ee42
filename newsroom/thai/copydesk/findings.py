"""The results of proofreading: where in a draft, what is wrong, and the proposed replacements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from newsroom.thai.graphemes import graphemes


class Spot(NamedTuple):
    """What a rule reports in one text: `text[start:end]` (code points), a message in Thai, fixes.

    `fixes` are replacements for `text[start:end]`, the most likely first; empty if only the writer
    can know.
    """

    start: int
    end: int
    message: str
    fixes: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A spot with its rule and its field; `start` and `end` are grapheme boundaries."""

    rule: str
    field: str
    start: int
    end: int
    text: str
    message: str
    fixes: tuple[str, ...]


# The texts of an article as it is being written, by field name.
DraftTexts = Mapping[str, str]
# A rule that looks at one text at a time, and one that compares all texts of a draft.
TextRule = Callable[[str], Iterator[Spot]]
DraftRule = Callable[[DraftTexts], Iterator[tuple[str, Spot]]]


class GraphemeIndex:
    """The grapheme boundaries of a text, to widen spots to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.boundaries = [0, *accumulate(map(len, graphemes(text)))]

    def widen(self, spot: Spot) -> Spot:
        """`spot` widened to whole graphemes; its fixes keep what it takes in."""
        start = self.boundaries[bisect_right(self.boundaries, spot.start) - 1]
        end = self.boundaries[bisect_left(self.boundaries, max(spot.end, spot.start + 1))]
        if (start, end) == (spot.start, spot.end):
            return spot
        before, after = self.text[start : spot.start], self.text[spot.end : end]
        fixes = tuple(before + fix + after for fix in spot.fixes)
        return Spot(start, end, spot.message, fixes)


def apply_fix(text: str, finding: Finding | Spot, choice: int = 0) -> str:
    """`text` with the fix number `choice` of one finding applied."""
    return text[: finding.start] + finding.fixes[choice] + text[finding.end :]


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by field, in the order in which the fields first occur, and then by offset."""
    unsorted = list(findings)
    field_order: dict[str, int] = {}
    for finding in unsorted:
        field_order.setdefault(finding.field, len(field_order))
    return sorted(
        unsorted, key=lambda finding: (field_order[finding.field], finding.start, finding.end)
    )
