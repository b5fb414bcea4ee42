"""The passage of a story that answers a query, with what was looked for marked.

What is shown is the text as it was written, so a term is found in it with whatever stands between
its letters there: blanks, the dots of an abbreviation, Thai digits, capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from newsroom.search.query import Query
from newsroom.thai.clean import MARKS
from newsroom.thai.cut import LEADING_VOWELS
from newsroom.thai.numerals import THAI_DIGITS

# About two lines on a desk, three on a phone.
LENGTH = 170
BEFORE = 45
# A passage begins and ends at a blank when there is one within this many characters.
REACH = 20
MOST_MATCHES = 60
_SAME = {'"': '["“”„]', "'": "['‘’]", "-": "[-–—]"}
_BETWEEN = r"[\s.]{0,3}"
# What goes on with the letter before it: marks above and below, and sara am.
_CONTINUES = re.compile(f"[{MARKS}\u0e33\u0300-\u036f\u200d\ufe0f]")


class Piece(NamedTuple):
    """Some text, and whether it is what was looked for."""

    text: str
    is_found: bool = False


def _letter(letter: str) -> str:
    if letter in "0123456789":
        return f"[{letter}{THAI_DIGITS[int(letter)]}]"
    return _SAME.get(letter) or re.escape(letter)


def pattern(query: Query) -> re.Pattern[str] | None:
    """What finds the terms of a query in text as it is written; None when there are none."""
    spellings = [spelling for term in query.terms for spelling in term.spellings]
    longest_first = sorted(set(spellings), key=len, reverse=True)
    ways = [_BETWEEN.join(map(_letter, spelling)) for spelling in longest_first]
    return re.compile("|".join(ways), re.IGNORECASE) if ways else None


def _whole_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and _CONTINUES.match(text, start):
        start -= 1
    while end < len(text) and _CONTINUES.match(text, end):
        end += 1
    return start, end


def _found(text: str, wanted: re.Pattern[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for number, match in enumerate(wanted.finditer(text)):
        if number == MOST_MATCHES:
            break
        start, end = _whole_clusters(text, *match.span())
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def marked(text: str, wanted: re.Pattern[str] | None) -> list[Piece]:
    """The whole text, in pieces; joined they are the text."""
    return _pieces(text, 0, len(text), _found(text, wanted) if wanted else [])


def passage(text: str, wanted: re.Pattern[str] | None) -> list[Piece]:
    """The part of the text with the most of what was looked for; its beginning when none is there.

    Never begins or ends inside a cluster; `…` tells where something was left out.
    """
    spans = _found(text, wanted) if wanted else []
    start = max(_best_start(text, spans) - BEFORE, 0) if spans else 0
    start, end = _at_blanks(text, start)
    pieces = _pieces(text, start, end, spans)
    if start > 0:
        pieces.insert(0, Piece("…"))
    if end < len(text):
        pieces.append(Piece("…"))
    return pieces


def _best_start(text: str, spans: list[tuple[int, int]]) -> int:
    """Where the window begins that has the most different words; the first of equals."""
    best, most = spans[0][0], 0
    for place, (start, _) in enumerate(spans):
        inside = {
            text[one:two].casefold()
            for one, two in spans[place : place + 12]
            if two <= start + LENGTH - BEFORE
        }
        weight = sum(len(word) for word in inside)
        if weight > most:
            best, most = start, weight
    return best


def _at_blanks(text: str, start: int) -> tuple[int, int]:
    """Move the window's ends to a blank nearby, and never into a cluster."""
    if start > 0:
        blank = re.compile(r"\s").search(text, start, min(start + REACH, len(text)))
        start = blank.end() if blank else start
    end = min(start + LENGTH, len(text))
    if end < len(text):
        blank_before = max(text.rfind(sign, end - REACH, end) for sign in " \u00a0\n")
        end = blank_before if blank_before > start else end
        while end > start and (_CONTINUES.match(text, end) or text[end - 1] in LEADING_VOWELS):
            end -= 1
    while 0 < start < end and (_CONTINUES.match(text, start) or text[start - 1] in LEADING_VOWELS):
        start += 1
    return start, end


def _pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    inside = [(max(one, start), min(two, end)) for one, two in spans if one < end and two > start]
    edges = [start, *(edge for span in inside for edge in span), end]
    return [
        Piece(text[one:two], number % 2 == 1)
        for number, (one, two) in enumerate(pairwise(edges))
        if one < two
    ]
