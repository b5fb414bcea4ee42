"""How many letters lie between what was typed and what stands in a text.

Myers' bit-parallel approximate matching (G. Myers, J. ACM 46:3, 1999): the pattern's columns are
bits of one integer, so a letter of the text costs a dozen integer operations whatever the pattern.
"""

from __future__ import annotations

from typing import NamedTuple

_MARKS = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


class Near(NamedTuple):
    """Where in a text something almost like the pattern stands."""

    edits: int
    start: int
    end: int


def _best_end(pattern: str, text: str) -> tuple[int, int]:
    """The fewest edits (insert, delete, replace) to a piece of `text`, and where it ends."""
    masks: dict[str, int] = {}
    for place, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << place
    size = len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    plus, minus, edits = full, 0, size
    best, end = size, 0
    get = masks.get
    for place, letter in enumerate(text, 1):
        match = get(letter, 0)
        across = (((match & plus) + plus) ^ plus) | match
        up = minus | ~(across | plus)
        down = plus & across
        if up & top:
            edits += 1
        elif down & top:
            edits -= 1
        up <<= 1
        plus = (down << 1 | ~((match | minus) | up)) & full
        minus = up & (match | minus) & full
        if edits < best:
            best, end = edits, place
    return best, end


def nearest(pattern: str, text: str, most: int) -> Near | None:
    """The piece of `text` most like `pattern`: of several the first, and that in whole letters.

    None when it is more than `most` edits away. Costs O(len(text)) for patterns of up to some
    hundred letters, and O(len(pattern)²) once something is found.
    """
    if not pattern:
        return Near(0, 0, 0)
    edits, end = _best_end(pattern, text)
    if edits > most:
        return None
    # Backwards from its end, the same piece begins where the reversed text ends.
    reach = min(end, len(pattern) + edits)
    back = text[end - reach : end][::-1]
    starts = [end - length for length in _best_ends_anchored(pattern[::-1], back)]
    # A letter with its marks is not torn apart where another reading costs no more.
    start = min(starts, key=lambda place: (text[place : place + 1] in _MARKS, place))
    return Near(edits, start, end)


def _best_ends_anchored(pattern: str, text: str) -> list[int]:
    """As `_best_end`, but the piece must begin where `text` begins (it is short); every end."""
    row = list(range(len(pattern) + 1))
    best, ends = row[-1], [0]
    for place, letter in enumerate(text, 1):
        above, row[0] = row[0], place
        for column, expected in enumerate(pattern, 1):
            cost = min(above + (letter != expected), row[column] + 1, row[column - 1] + 1)
            above, row[column] = row[column], cost
        if row[-1] < best:
            best, ends = row[-1], []
        if row[-1] == best:
            ends.append(place)
    return ends
