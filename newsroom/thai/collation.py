"""Sort keys for Thai dictionary order, for databases whose collations lack it (T-C1)."""

from __future__ import annotations

import re

from newsroom.thai.folding import fold

MAX_SORT_KEY_LENGTH = 400
_MAX_PRIMARY_LENGTH = 300
_NUMBER_WIDTH = 12
_LEADING_VOWEL = re.compile(r"([เแโใไ])([ก-ฮ])")
# Ignored at the primary level, compared at the secondary one, in this order.
_SECONDARY = "ๆ็่้๊๋์ํ๎ฯ"
_SECONDARY_CHARACTER = re.compile(f"[{_SECONDARY}]")
_SECONDARY_WEIGHTS = {
    character: chr(ord("a") + index) for index, character in enumerate(_SECONDARY)
}
_NUMBER = re.compile(r"\d+")


def sort_key(text: str) -> str:
    """A key whose code point order (and UTF-8 byte order) is the order of a Thai dictionary.

    Primary level: the letters, with a leading vowel (เ แ โ ใ ไ) after the consonant it is pronounced
    after; code points of consonants are in dictionary order already, ฤ after ร and ฦ after ล
    included. Secondary level, between words with equal letters: tone marks and the other characters
    of `_SECONDARY`. Digits, then Latin letters, come before Thai; numbers are compared by value.
    At most `MAX_SORT_KEY_LENGTH` code points.
    """
    padded = _NUMBER.sub(lambda number: number.group().lstrip("0").zfill(_NUMBER_WIDTH), fold(text))
    reordered = _LEADING_VOWEL.sub(r"\2\1", padded)
    primary = _SECONDARY_CHARACTER.sub("", reordered)
    marks = (
        (offset, character)
        for offset, character in enumerate(reordered)
        if character in _SECONDARY_WEIGHTS
    )
    # At the first difference the word without a mark comes first: a mark at an early offset (less
    # the marks before it) weighs more.
    secondary = "".join(
        f"{999 - offset + mark_count:03d}{_SECONDARY_WEIGHTS[character]}"
        for mark_count, (offset, character) in enumerate(marks)
    )
    return f"{primary[:_MAX_PRIMARY_LENGTH]}\t{secondary}"[:MAX_SORT_KEY_LENGTH].rstrip()
