"""Snippets: the part of an article that matches a query best, with the matches highlighted.

They are cut out of the text as it was written, not as it is indexed, so a term is matched with
whatever may stand between its characters: spaces, the dots of an abbreviation, Thai digits, capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import NamedTuple

from newsroom.search.query.query_parser import ParsedQuery
from newsroom.thai.clean import COMBINING_MARKS
from newsroom.thai.graphemes import LEADING_VOWELS
from newsroom.thai.numerals import THAI_DIGITS

# In characters. About two lines on a desktop screen, three on a phone.
SNIPPET_LENGTH = 170
CONTEXT_BEFORE_MATCH = 45
# A snippet begins and ends at a space where there is one within this many characters.
MAX_SPACE_DISTANCE = 20
MAX_HIGHLIGHTS = 60
# Matches looked at to find the window with the most distinct ones.
MAX_MATCHES_PER_WINDOW = 12

_PUNCTUATION_VARIANTS = {'"': '["“”„]', "'": "['‘’]", "-": "[-–—]"}
_BETWEEN_CHARACTERS = r"[\s.]{0,3}"
# Characters that continue a grapheme cluster: marks above and below, sara am, joiners.
_CONTINUES_GRAPHEME = re.compile(f"[{COMBINING_MARKS}\u0e33\u0300-\u036f\u200d\ufe0f]")

Span = tuple[int, int]


class Fragment(NamedTuple):
    """A run of text, and whether it matches the query."""

    text: str
    is_match: bool = False


def highlight_pattern(query: ParsedQuery) -> re.Pattern[str] | None:
    """A pattern that finds the query's terms in unfolded text; None for a query without terms."""
    variants = {variant for term in query.terms for variant in term.variants}
    longest_first = sorted(variants, key=len, reverse=True)
    patterns = [_BETWEEN_CHARACTERS.join(map(_character, variant)) for variant in longest_first]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def highlight(text: str, pattern: re.Pattern[str] | None) -> list[Fragment]:
    """The whole text in fragments; joined they are `text` again."""
    return _fragments(text, (0, len(text)), _match_spans(text, pattern))


def snippet(text: str, pattern: re.Pattern[str] | None) -> list[Fragment]:
    """The part of the text with the most distinct matches, or its beginning if there are none.

    Never begins or ends inside a grapheme cluster; `…` marks where text was left out.
    """
    spans = _match_spans(text, pattern)
    start = max(_best_start(text, spans) - CONTEXT_BEFORE_MATCH, 0) if spans else 0
    start, end = _snap_to_spaces(text, start)
    fragments = _fragments(text, (start, end), spans)
    if start > 0:
        fragments.insert(0, Fragment("…"))
    if end < len(text):
        fragments.append(Fragment("…"))
    return fragments


def _character(character: str) -> str:
    """A pattern for one folded character as it may be written."""
    if character in "0123456789":
        return f"[{character}{THAI_DIGITS[int(character)]}]"
    return _PUNCTUATION_VARIANTS.get(character) or re.escape(character)


def _match_spans(text: str, pattern: re.Pattern[str] | None) -> list[Span]:
    """Where the pattern matches, widened to whole grapheme clusters; overlaps are merged."""
    spans: list[Span] = []
    matches = pattern.finditer(text) if pattern else iter(())
    for match in islice(matches, MAX_HIGHLIGHTS):
        start, end = _widen_to_graphemes(text, *match.span())
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _widen_to_graphemes(text: str, start: int, end: int) -> Span:
    while start > 0 and _CONTINUES_GRAPHEME.match(text, start):
        start -= 1
    while end < len(text) and _CONTINUES_GRAPHEME.match(text, end):
        end += 1
    return start, end


def _best_start(text: str, spans: list[Span]) -> int:
    """The start of the window whose distinct matches have the most characters; the first of equals."""
    best_start, best_weight = spans[0][0], 0
    for index, (window_start, _) in enumerate(spans):
        distinct = {
            text[start:end].casefold()
            for start, end in spans[index : index + MAX_MATCHES_PER_WINDOW]
            if end <= window_start + SNIPPET_LENGTH - CONTEXT_BEFORE_MATCH
        }
        weight = sum(map(len, distinct))
        if weight > best_weight:
            best_start, best_weight = window_start, weight
    return best_start


def _snap_to_spaces(text: str, start: int) -> Span:
    """Start and end of the snippet, moved to a nearby space and never inside a grapheme cluster."""
    if start > 0:
        space = re.compile(r"\s").search(text, start, min(start + MAX_SPACE_DISTANCE, len(text)))
        start = space.end() if space else start
    end = min(start + SNIPPET_LENGTH, len(text))
    if end < len(text):
        last_space = max(text.rfind(space, end - MAX_SPACE_DISTANCE, end) for space in " \u00a0\n")
        end = last_space if last_space > start else end
        while end > start and _is_inside_grapheme(text, end):
            end -= 1
    while 0 < start < end and _is_inside_grapheme(text, start):
        start += 1
    return start, end


def _is_inside_grapheme(text: str, offset: int) -> bool:
    """Whether a cut at this offset parts a mark from its base or a leading vowel from its consonant."""
    return _CONTINUES_GRAPHEME.match(text, offset) is not None or text[offset - 1] in LEADING_VOWELS


def _fragments(text: str, window: Span, spans: Iterable[Span]) -> list[Fragment]:
    start, end = window
    inside = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    edges = [start, *(edge for span in inside for edge in span), end]
    return [
        Fragment(text[a:b], is_match=index % 2 == 1)
        for index, (a, b) in enumerate(pairwise(edges))
        if a < b
    ]
