"""Folding: one string for all spellings of the same words, for search and for identity (T-N3)."""

from __future__ import annotations

import re

from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic_digits

_PLAIN_PUNCTUATION = list(zip("“”„‟″‘’‚‛′–—−", "\"\"\"\"\"'''''---", strict=True))
# The full stop of an abbreviation (ก.พ.ร., อบจ.) follows a Thai letter; those in 3.5, 09.00 and
# www.a.com do not.
_ABBREVIATION_DOT = re.compile(r"\.(?<=[\u0E01-\u0E3A\u0E40-\u0E4E]\.)\.*")

# It changes how Arabic and Indic letters look, not what the word is.
_NON_JOINER = "\u200c"


def fold(text: str) -> str:
    """`text` cleaned, without joiners, on one line, case folded, for comparison and not for display.

    Thai digits become ASCII digits, typographic quotation marks and dashes become `"`, `'` and `-`,
    abbreviations lose their full stops. Tone marks, ๆ and ฯ are kept, so ข่าว, ขาว and ข้าว differ.
    Idempotent.
    """
    cleaned = clean_line(text).replace(_NON_JOINER, "")
    folded = to_arabic_digits(cleaned).casefold()
    for typographic, plain in _PLAIN_PUNCTUATION:
        folded = folded.replace(typographic, plain)
    folded = _ABBREVIATION_DOT.sub("", folded)
    return folded if folded == cleaned else clean_line(folded)
