"""Approximate string matching: the substring of a text with the smallest edit distance to a pattern.

Algorithm: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
programming", J. ACM 46:3, 1999. One column of the dynamic-programming matrix is held in the bits of
two integers, so a code point of the text costs a dozen integer operations for any pattern length.
"""

from __future__ import annotations

from typing import NamedTuple

# Code points that never begin a grapheme cluster: the Thai nonspacing marks and ำ.
_CLUSTER_EXTENDERS = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


class ApproximateMatch(NamedTuple):
    """The substring `text[start:end]` and its edit distance (Levenshtein) to the pattern."""

    distance: int
    start: int
    end: int


def best_approximate_match(pattern: str, text: str, max_distance: int) -> ApproximateMatch | None:
    """The substring of `text` with the smallest edit distance to `pattern`.

    Of several with that distance the first that ends as the pattern does, else the one that ends
    first; of several starts one at the beginning of
    a grapheme cluster, then the earliest. None if the distance is more than `max_distance`. O(len(text)) for patterns of up to some hundred code
    points, and O(len(pattern)²) once there is a match.
    """
    if not pattern:
        return ApproximateMatch(0, 0, 0)
    distance, end = _smallest_distance(pattern, text)
    if distance > max_distance:
        return None
    # The start is found by matching backwards from the end, in the reversed text.
    max_length = min(end, len(pattern) + distance)
    reversed_text = text[end - max_length : end][::-1]
    starts = [end - length for length in _best_prefix_lengths(pattern[::-1], reversed_text)]
    start = min(starts, key=lambda index: (text[index : index + 1] in _CLUSTER_EXTENDERS, index))
    return ApproximateMatch(distance, start, end)


def _smallest_distance(pattern: str, text: str) -> tuple[int, int]:
    """The smallest edit distance of `pattern` to any substring of `text`, and where that ends.

    `vp` and `vn` (Myers' Pv and Mv) hold the vertical differences +1 and -1 of the current column,
    `hp` and `hn` (Ph and Mh) the horizontal ones.
    """
    masks: dict[str, int] = {}
    for index, character in enumerate(pattern):
        masks[character] = masks.get(character, 0) | 1 << index
    size = len(pattern)
    full, top = (1 << size) - 1, 1 << (size - 1)
    vp, vn, distance = full, 0, size
    best, end = size, 0
    get_mask = masks.get
    for index, character in enumerate(text, 1):
        equal = get_mask(character, 0)
        diagonal = (((equal & vp) + vp) ^ vp) | equal
        hp = vn | ~(diagonal | vp)
        hn = vp & diagonal
        if hp & top:
            distance += 1
        elif hn & top:
            distance -= 1
        hp <<= 1
        vp = (hn << 1 | ~((equal | vn) | hp)) & full
        vn = hp & (equal | vn) & full
        if distance < best:
            best, end = distance, index
        elif (
            distance == best
            and character == pattern[-1]
            and index - end <= best + 1
            and text[end - 1 : end] != character
        ):
            end = index
    return best, end


def _best_prefix_lengths(pattern: str, text: str) -> list[int]:
    """The lengths of all prefixes of `text` with the smallest edit distance to `pattern`.

    The textbook's table, one row kept: `text` is as short as the pattern.
    """
    row = list(range(len(pattern) + 1))
    best, lengths = row[-1], [0]
    for length, character in enumerate(text, 1):
        diagonal, row[0] = row[0], length
        for column, expected in enumerate(pattern, 1):
            cost = min(diagonal + (character != expected), row[column] + 1, row[column - 1] + 1)
            diagonal, row[column] = row[column], cost
        if row[-1] < best:
            best, lengths = row[-1], []
        if row[-1] == best:
            lengths.append(length)
    return lengths
