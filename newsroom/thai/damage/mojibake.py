"""Thai that was read in a wrong encoding: «à¸à¸²à¸£», «เธเธฒเธฃ», «¡ÒÃ», and replacement characters."""

from __future__ import annotations

import re
from typing import NamedTuple

REPLACEMENT_CHARACTER = "\ufffd"
# UTF-8 Thai (E0 B8 xx, E0 B9 xx) read as Latin-1 or Windows-1252: «à¸», «à¹», twice in a row.
_UTF8_AS_LATIN = re.compile(
    "(?:à[¸¹][\x80-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]?){2,}|à[¸¹][\xa0-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
)
# The same read as TIS-620 or Windows-874: every letter is «เธ?» or «เน?»; five in a row.
_UTF8_AS_THAI = re.compile("(?:เ[ธน][\x80-\x9fก-ฺ฿-๛€…‘’“”•–—\xa0]?){5,}")
# TIS-620 read as Latin-1: letters in a row that only Icelandic has beside each other.
_TIS620_AS_LATIN = re.compile("[¡-Úß-û]{6,}")
# One of these is in every damaged text; of TIS-620, the most frequent letters: า ร น ม ่ ้.
SIGNS = (REPLACEMENT_CHARACTER, "à", "Ò", "Ã", "¹", "Á", "è", "é", "เธ")
MIN_DISTINCT_LETTERS = 3
# Longer runs are read piece by piece.
MAX_LENGTH = 2_000


class Mojibake(NamedTuple):
    """`text[start:end]`, and what it says in the right encoding; empty if that cannot be told."""

    start: int
    end: int
    readable: str


def find_mojibake(text: str) -> list[Mojibake]:
    """The passages of a text that are in a wrong encoding, in order."""
    if not any(sign in text for sign in SIGNS):
        return []
    found: list[Mojibake] = []
    for pattern, wrong, right in (
        (_UTF8_AS_LATIN, ("cp1252", "latin-1"), "utf-8"),
        (_UTF8_AS_THAI, ("cp874",), "utf-8"),
        (_TIS620_AS_LATIN, ("latin-1", "cp1252"), "cp874"),
    ):
        for match in pattern.finditer(text):
            passage = match.group()
            if pattern is _UTF8_AS_THAI and len(set(passage[2::3])) < MIN_DISTINCT_LETTERS:
                continue
            found.append(Mojibake(*match.span(), _decoded(passage[:MAX_LENGTH], wrong, right)))
    kept: list[Mojibake] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _decoded(passage: str, wrong: tuple[str, ...], right: str) -> str:
    for encoding in wrong:
        try:
            return passage.encode(encoding).decode(right)
        except UnicodeError:
            continue
    return ""
