"""Where a line of Thai text may break, for text that no browser lays out: pictures (T-L2, T-X4)."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.thai.lines.typography import NBSP, UNBREAKABLE, with_no_break_spaces
from newsroom.thai.segmentation import segment_words

# No line begins with one of these, none ends with one of those.
_NOT_FIRST = "ๆฯ,.;:!?…)]}”’»%"
_NOT_LAST = "([{“‘«"


def break_units(text: str) -> list[str]:
    """The parts of `text` between which a line may break; joined they are `with_no_break_spaces(text)`.

    A space belongs to the part before it.
    """
    units: list[str] = []
    for piece in _pieces(with_no_break_spaces(text)):
        if units and _must_stay_together(units[-1], piece):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for match in UNBREAKABLE.finditer(line):
        yield from segment_words(line[end : match.start()])
        yield match.group()
        end = match.end()
    yield from segment_words(line[end:])


def _must_stay_together(before: str, after: str) -> bool:
    if after.isspace() or before.endswith(NBSP):
        return True
    if after[0].isdecimal() and before[-1] in ",.:/":
        return True
    return after[0] in _NOT_FIRST or before[-1] in _NOT_LAST
