"""Slugs: Thai ones that keep every mark (T-U2, T-U3), and ASCII suggestions (T-U5)."""

from __future__ import annotations

import re
import unicodedata

from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.cut import cut_bytes
from newsroom.thai.folding import fold

# Percent-encoded, a Thai letter is nine bytes: this is about 40 letters with their marks.
MOST_BYTES = 360
_KEPT = r"0-9a-z\u00df-\u00f6\u00f8-\u024f\u0E01-\u0E3A\u0E40-\u0E4F\u0E50-\u0E59"
_JUNK = re.compile(rf"[^{_KEPT}]+")
_VALID = re.compile(rf"[{_KEPT}]+(?:-[{_KEPT}]+)*")
_NOT_ASCII_SLUG = re.compile(r"[^a-z0-9]+")


class NoSlug(ValueError):
    """There is no letter or digit to make a slug of."""


def thai_slug(text: str, most_bytes: int = MOST_BYTES) -> str:
    """`น้ำท่วม กระบี่` → `น้ำท่วม-กระบี่`: marks kept, Latin in lower case, words joined by `-`.

    `most_bytes` limits the percent-encoded length. Raises `NoSlug` if nothing would remain.
    """
    slug = _JUNK.sub("-", fold(clean_line(text))).strip("-")
    if not slug or is_blank(slug):
        raise NoSlug("ต้องมีตัวอักษรหรือตัวเลขอย่างน้อยหนึ่งตัว")
    short = cut_bytes(slug, most_bytes)
    if short != slug and "-" in short:
        short = short.rpartition("-")[0] or short
    return short.strip("-")


def valid_thai_slug(slug: str) -> bool:
    """Whether `slug` is in the form `thai_slug` makes."""
    return _VALID.fullmatch(slug) is not None and clean_line(slug) == slug and not is_blank(slug)


def latin_slug(text: str) -> str:
    """An ASCII slug to suggest: Latin letters as they are, Thai by the royal system.

    The royal system loses tones and some vowels, so this is only a suggestion for an editor to
    better. An empty string if nothing can be suggested.
    """
    line = clean_line(text)
    if re.search(r"[\u0E01-\u0E3A\u0E40-\u0E4E]", line):
        line = _romanised(line)
    plain = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode().lower()
    return _NOT_ASCII_SLUG.sub("-", plain).strip("-")


def _romanised(line: str) -> str:
    from pythainlp.transliterate import romanize

    from newsroom.thai.numerals import to_arabic
    from newsroom.thai.words import words

    parts = []
    for word in words(to_arabic(line)):
        is_thai = re.match(r"[\u0E01-\u0E3A\u0E40-\u0E4E]", word)
        parts.append(romanize(word, engine="royin") if is_thai else word)
    return "".join(parts)
