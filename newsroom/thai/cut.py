"""Cutting Thai without hurting it: by clusters, at word boundaries (T-E1, T-E3, T-L5)."""

from __future__ import annotations

import re
from urllib.parse import quote

from newsroom.thai.clean import clean_line

# What continues a cluster (UAX 29 Extend and SpacingMark) in the scripts our pages may hold.
# Sara am is a spacing mark: น้ำ is one cluster.
_EXTEND = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c"
    "\u093e-\u094f\u0951-\u0957\u0962\u0963\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc"
    "\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
)
_CLUSTER = re.compile(
    "\r\n"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    f"|[\u2190-\u2bff\U0001f000-\U0001faff][{_EXTEND}]*"
    f"(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff][{_EXTEND}]*)*"
    "|[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*"
    f"|.[{_EXTEND}]*",
    re.DOTALL,
)
_ZWJ_EMOJI = re.compile("(?<=\u200d)[\u2190-\u2bff\U0001f000-\U0001faff]")
# What search results and cards show before they cut by themselves (T-E4).
TITLE_CLUSTERS, DESCRIPTION_CLUSTERS = 70, 160
# A cut may fall this many clusters before the limit to end on a word (T-E1).
WORD_REACH = 15
_TAIL = 60
_TRAILING = " \u00a0-–—,:;·“‘(["
LEADING_VOWELS = "เแโใไ"


def clusters(text: str) -> list[str]:
    """What a reader sees as single letters: น้ำ is one, 👩‍👩‍👧 is one. Joined they are the text."""
    found: list[str] = []
    for piece in _CLUSTER.findall(text):
        if (
            found
            and found[-1].endswith("\u200d")
            and _ZWJ_EMOJI.match(found[-1] + piece, len(found[-1]))
        ):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def count_clusters(text: str) -> int:
    """How many letters a reader would count."""
    return len(clusters(text))


def excerpt(text: str, most: int, ellipsis: str = "…") -> str:
    """The beginning of `text`, at most `most` clusters, with `ellipsis` only if it was cut.

    White space is folded first. The cut falls on a word boundary when one lies within the last
    15 clusters, and never inside a cluster, nor after a vowel that belongs to the next letter.
    """
    line = clean_line(text)
    if len(line) <= most:
        return line
    found = clusters(line)
    if len(found) <= most:
        return line
    kept = found[:most]
    end = _word_end(found, most)
    kept = found[:end]
    while kept and (kept[-1] in _TRAILING or kept[-1] in LEADING_VOWELS):
        kept.pop()
    return "".join(kept) + ellipsis


def _word_end(found: list[str], most: int) -> int:
    """The best place to cut at or before `most` clusters."""
    if most <= 0:
        return 0
    lowest = max(most - WORD_REACH, 1)
    if found[most].isspace():
        return most
    # Only the neighbourhood of the cut is segmented, from a blank if there is one.
    start = max(0, most - _TAIL)
    for place in range(lowest, start, -1):
        if found[place - 1].isspace():
            start = place
            break
    from newsroom.thai.words import words

    place = start
    best = 0
    for word in words("".join(found[start : most + _TAIL // 2])):
        if place > most:
            break
        if lowest <= place <= most and not word.isspace():
            best = place
        place += len(clusters(word))
    if place == most:
        best = most
    return best or most


def cut_bytes(text: str, most: int) -> str:
    """The longest beginning of whole clusters whose percent-encoding is at most `most` bytes."""
    kept, size = [], 0
    for cluster in clusters(text):
        size += len(quote(cluster))
        if size > most:
            break
        kept.append(cluster)
    while kept and kept[-1] in LEADING_VOWELS:
        kept.pop()
    return "".join(kept)
