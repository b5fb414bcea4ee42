"""Thai dictionary order as a string, so that any database sorts by it (T-C1)."""

from __future__ import annotations

import re

from newsroom.thai.folding import fold

LONGEST = 400
_LEAD = re.compile(r"([เแโใไ])([ก-ฮ])")
_SECONDARY = "ๆ็่้๊๋์ํ๎ฯ"
_STRIP = re.compile(f"[{_SECONDARY}]")
# Code points of consonants are in dictionary order already, ฤ after ร and ฦ after ล included.
_WEIGHT = {mark: chr(ord("a") + place) for place, mark in enumerate(_SECONDARY)}
_DIGITS = re.compile(r"\d+")


def sort_key(text: str) -> str:
    """A key whose code-point (and UTF-8) order is the order of a Thai dictionary.

    Letters decide first, a leading vowel counting after its consonant; tone marks only between
    words otherwise equal. Digits, then Latin, stand before Thai; numbers sort by their value.
    At most 400 characters.
    """
    folded = _DIGITS.sub(lambda number: number.group().lstrip("0").zfill(12), fold(text))
    swapped = _LEAD.sub(r"\2\1", folded)
    primary = _STRIP.sub("", swapped)
    secondary = "".join(
        # At the first difference the word without a mark comes first: early marks weigh more.
        f"{999 - place + count:03d}{_WEIGHT[letter]}"
        for count, (place, letter) in enumerate(
            (place, letter) for place, letter in enumerate(swapped) if letter in _WEIGHT
        )
    )
    return f"{primary[:300]}\t{secondary}"[:LONGEST].rstrip()
