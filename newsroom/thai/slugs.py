"""Slugs: Thai ones that keep every mark (T-U2, T-U3), and suggestions for ASCII ones (T-U5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.folding import fold
from newsroom.thai.numerals import to_arabic_digits
from newsroom.thai.segmentation import segment_words
from newsroom.thai.truncation import truncate_to_bytes

# Of the percent-encoded slug, in which a Thai code point is nine bytes: 40 code points.
MAX_SLUG_BYTES = 360
# Code points of a text that a Latin slug is made of: more than any column of slugs holds.
MAX_LATIN_SOURCE_LENGTH = 300
# ASCII, Latin-1 and Latin Extended letters in lower case, Thai letters and marks, digits of both.
_SLUG_CHARS = r"0-9a-z\u00df-\u00f6\u00f8-\u024f\u0E01-\u0E3A\u0E40-\u0E4F\u0E50-\u0E59"
_OTHER_CHARS = re.compile(rf"[^{_SLUG_CHARS}]+")
_THAI_SLUG = re.compile(rf"[{_SLUG_CHARS}]+(?:-[{_SLUG_CHARS}]+)*")
_NOT_ASCII_SLUG_CHARS = re.compile(r"[^a-z0-9]+")
_THAI_CHAR = re.compile(r"[\u0E01-\u0E3A\u0E40-\u0E4E]")


class EmptySlugError(ValueError):
    """The text has no letter or digit to make a slug of; the message is for the editor, in Thai."""


def thai_slug(text: str, max_bytes: int = MAX_SLUG_BYTES) -> str:
    """`น้ำท่วม กระบี่` → `น้ำท่วม-กระบี่`: folded, marks kept, words joined by `-`.

    At most `max_bytes` when percent-encoded, cut at a `-` where there is one, otherwise at a
    grapheme cluster. Raises `EmptySlugError`.
    """
    slug = _OTHER_CHARS.sub("-", fold(clean_line(text))).strip("-")
    short = truncate_to_bytes(slug, max_bytes)
    if short != slug and "-" in short:
        short = short.rpartition("-")[0] or short
    short = short.strip("-")
    if is_blank(short):
        raise EmptySlugError("ต้องมีตัวอักษรหรือตัวเลขอย่างน้อยหนึ่งตัว")
    return short


def is_valid_thai_slug(slug: str) -> bool:
    """Whether `slug` has the form that `thai_slug` returns (of any length)."""
    return (
        _THAI_SLUG.fullmatch(slug) is not None and clean_line(slug) == slug and not is_blank(slug)
    )


def first_free(base: str, is_taken: Callable[[str], bool]) -> str:
    """`base`, or the first of `base-2`, `base-3`, … that is not taken."""
    slug, number = base, 2
    while is_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def latin_slug(text: str) -> str:
    """A suggestion for an ASCII slug, for an editor to correct; may be empty.

    Thai words are romanised by the Royal Thai General System (RTGS), which has no tones.
    """
    line = clean_line(text[:MAX_LATIN_SOURCE_LENGTH])
    if _THAI_CHAR.search(line):
        line = _romanize(line)
    ascii_text = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode().lower()
    return _NOT_ASCII_SLUG_CHARS.sub("-", ascii_text).strip("-")


def _romanize(line: str) -> str:
    # Imported on first use: only editors and importers need it. The public function of PyThaiNLP
    # segments each word again, with a dictionary of its own that takes 60 MB and a second to load.
    from pythainlp.transliterate.royin import _romanize as romanize

    return "".join(
        romanize(word) if _THAI_CHAR.match(word) else word
        for word in segment_words(to_arabic_digits(line))
    )
