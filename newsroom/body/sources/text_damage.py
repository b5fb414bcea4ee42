"""Damaged text: what PDF files did to Thai is mended where it is certain; wrong encodings are told."""

from __future__ import annotations

from newsroom.body.conversion import Conversion
from newsroom.body.parsing.tree import Element
from newsroom.thai.damage.mojibake import REPLACEMENT_CHARACTER, SIGNS, find_mojibake
from newsroom.thai.damage.pdf_text import may_be_damaged, mend

# A character reference may be any of the signs.
_SIGNS = (*SIGNS, "&#")
CONTEXT = 20  # characters around a damaged place
# Words named of one passage.
MAX_WORDS = 20


def note_wrong_encoding(root: Element, conversion: Conversion) -> None:
    """Tell what is not in the encoding it should be in, and what is lost."""
    if not any(sign in conversion.source for sign in _SIGNS):
        return
    for element in root.elements():
        for child in element.children:
            if isinstance(child, str) and not child.isascii():
                _note_text(child, conversion)


def _note_text(text: str, conversion: Conversion) -> None:
    if REPLACEMENT_CHARACTER in text:
        place = text.index(REPLACEMENT_CHARACTER)
        conversion.note("replacement-character", text[max(place - CONTEXT, 0) : place + CONTEXT])
    for passage in find_mojibake(text)[:1]:
        conversion.note("mojibake", text[max(passage.start - CONTEXT, 0) : passage.start + CONTEXT])


def mend_text(text: str, conversion: Conversion) -> str:
    """Text of a paragraph without what a PDF file did to its Thai, as far as that is certain."""
    if not may_be_damaged(text):
        return text
    mended, words = mend(text)
    for word in words[:MAX_WORDS]:
        conversion.note("thai-mended", word)
    return mended
