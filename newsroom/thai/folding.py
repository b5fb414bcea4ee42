"""The key under which text is found and told apart (T-N3)."""

from __future__ import annotations

import re

from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic

_CURLED = list(zip("“”„‟″‘’‚‛′–—−", "\"\"\"\"\"'''''---", strict=True))
# The dot of an abbreviation (ก.พ.ร., อบจ.) follows a Thai letter; those of 3.5, 09.00 and
# www.a.com do not.
_ABBREVIATION_DOT = re.compile(r"(?<=[\u0E01-\u0E3A\u0E40-\u0E4E])\.+")


def fold(text: str) -> str:
    """The same string for every spelling of the same words.

    Clean, on one line, case folded, Thai digits as Arabic, abbreviations without their dots.
    Tone marks stay, so ข่าว, ขาว and ข้าว differ; so do ๆ and ฯ. Idempotent.
    """
    cleaned = clean_line(text)
    folded = to_arabic(cleaned).casefold()
    for curled, straight in _CURLED:
        folded = folded.replace(curled, straight)
    folded = _ABBREVIATION_DOT.sub("", folded)
    return folded if folded == cleaned else clean_line(folded)
