"""Extended grapheme clusters (UAX #29): what a reader sees as one character (T-E3).

The standard library has no such segmentation. Covered are the scripts that our pages may hold: Thai,
Lao, Latin, Cyrillic, Hebrew, Arabic, Devanagari, Burmese, Khmer, kana, Hangul, and emoji sequences.
"""

from __future__ import annotations

import re
from itertools import islice

# Grapheme_Cluster_Break=Extend and SpacingMark. ำ (sara am) is a SpacingMark: น้ำ is one cluster.
_EXTEND = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c"
    "\u093e-\u094f\u0951-\u0957\u0962\u0963\u0e31\u0e33\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc"
    "\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
)
_PICTOGRAPHIC = "\u2190-\u2bff\U0001f000-\U0001faff"
_CLUSTER = re.compile(
    "\r\n"
    "|[\U0001f1e6-\U0001f1ff]{2}"  # a flag: two regional indicators
    f"|[{_PICTOGRAPHIC}][{_EXTEND}]*(?:\u200d[{_PICTOGRAPHIC}][{_EXTEND}]*)*"  # an emoji ZWJ sequence
    "|[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*"  # a Hangul syllable of conjoining jamo
    f"|.[{_EXTEND}]*",
    re.DOTALL,
)
_PICTOGRAPH = re.compile(f"[{_PICTOGRAPHIC}]")
# Written before the consonant that they follow in speech; no line or excerpt may end with one.
LEADING_VOWELS = "เแโใไ"


def graphemes(text: str, limit: int | None = None) -> list[str]:
    """The grapheme clusters of `text`: น้ำ is one, 👩‍👩‍👧 is one. Joined they are `text`.

    With `limit` only the first so many; the rest of the text is not looked at.
    """
    if "\u200d" not in text:  # nothing joins two matches
        if limit is None:
            return _CLUSTER.findall(text)
        return [match.group() for match in islice(_CLUSTER.finditer(text), limit)]
    clusters: list[list[str]] = []  # matches, joined at the end: linear in `text`
    for match in _CLUSTER.finditer(text):
        part = match.group()
        if clusters and clusters[-1][-1].endswith("\u200d") and _PICTOGRAPH.match(part):
            clusters[-1].append(part)
        elif len(clusters) == limit:
            break
        else:
            clusters.append([part])
    return ["".join(parts) for parts in clusters]


def grapheme_count(text: str) -> int:
    """The number of grapheme clusters: the length of `text` as a reader would count it."""
    return len(graphemes(text))
