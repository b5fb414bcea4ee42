"""Truncation of text at grapheme clusters and at word boundaries (T-E1, T-E4, T-L5)."""

from __future__ import annotations

from urllib.parse import quote

from newsroom.thai.clean import clean_line
from newsroom.thai.graphemes import LEADING_VOWELS, graphemes
from newsroom.thai.segmentation import segment_words

# About as much as search engines and link previews show of a <title> and a description (T-E4).
MAX_TITLE_GRAPHEMES, MAX_DESCRIPTION_GRAPHEMES = 70, 160
# How far before the limit a word boundary is looked for, in graphemes (T-E1).
WORD_BOUNDARY_REACH = 15
# Graphemes before and after the limit that are segmented to find the word boundary.
_CONTEXT_BEFORE, _CONTEXT_AFTER = 40, 15
# Spaces, dashes and opening punctuation, which look wrong before an ellipsis.
_NOT_LAST = " \u00a0-–—,:;·“‘(["


def truncate(text: str, max_graphemes: int, ellipsis: str = "…") -> str:
    """The first `max_graphemes` of `text` at most, plus `ellipsis` if anything was cut off.

    White space is collapsed first. Cuts at a word boundary if there is one within the last
    `WORD_BOUNDARY_REACH` graphemes; never inside a grapheme, nor after a leading vowel.
    """
    line = clean_line(text)
    if len(line) <= max_graphemes:
        return line
    clusters = graphemes(line, max_graphemes + _CONTEXT_AFTER + 1)
    if len(clusters) <= max_graphemes:
        return line
    kept = clusters[: _cut_index(clusters, max_graphemes)]
    while kept and (kept[-1] in _NOT_LAST or kept[-1] in LEADING_VOWELS):
        kept.pop()
    return "".join(kept) + ellipsis


def _cut_index(clusters: list[str], limit: int) -> int:
    """The last word boundary at or before index `limit`, or `limit` if none is near."""
    if limit <= 0:
        return 0
    lowest = max(limit - WORD_BOUNDARY_REACH, 1)
    if clusters[limit].isspace():
        return limit
    # Only the context of the limit is segmented, from a space if there is one.
    start = max(0, limit - _CONTEXT_BEFORE)
    for index in range(lowest, start, -1):
        if clusters[index - 1].isspace():
            start = index
            break
    index, best = start, 0
    for word in segment_words("".join(clusters[start : limit + _CONTEXT_AFTER])):
        if index > limit:
            break
        if lowest <= index <= limit and not word.isspace():
            best = index
        index += len(graphemes(word))
    if index == limit:
        best = limit
    return best or limit


def truncate_to_bytes(text: str, max_bytes: int) -> str:
    """The longest prefix of whole graphemes that is at most `max_bytes` long when percent-encoded."""
    kept, size = [], 0
    for cluster in graphemes(text):
        size += len(quote(cluster))
        if size > max_bytes:
            break
        kept.append(cluster)
    else:
        return text
    while kept and kept[-1] in LEADING_VOWELS:
        kept.pop()
    return "".join(kept)
