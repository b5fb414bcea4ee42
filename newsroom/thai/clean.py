"""Normalisation of text before it is stored (T-N1, T-N2, T-N4, T-N5).

Thai news text contains zero-width spaces, ำ as two code points (ํ + า), เ typed twice for แ, tone marks
before the vowel they follow, and private-use glyphs of old fonts. NFC repairs none of these (the
canonical combining class of most Thai vowels is 0), and NFKC damages Thai: it decomposes every ำ. So
the repairs are listed here.
"""

from __future__ import annotations

import re
import unicodedata

# Bodies of regular expression character classes.
THAI_CHARS = r"\u0E01-\u0E3A\u0E40-\u0E4E\u0E50-\u0E59"  # letters, vowels, marks and digits
_VOWELS_ABOVE_AND_BELOW = "\u0e31\u0e34-\u0e3a"  # with phinthu
_MARKS_ABOVE = "\u0e47-\u0e4e"  # maitaikhu, tone marks, thanthakhat, nikhahit, yamakkan
# The nonspacing marks (general category Mn) of the Thai block.
COMBINING_MARKS = f"{_VOWELS_ABOVE_AND_BELOW}{_MARKS_ABOVE}"

# A higher stack of marks on one base is vandalism ("Zalgo text"); Thai spelling needs two at most.
MAX_MARKS_PER_BASE = 4

# Thai fonts before OpenType had raised and shifted forms of marks in the private use area
# (U+F700–F71A). They survive in files from Word and in PDFs. Mapped to the characters they stand for.
_LEGACY_GLYPHS = {
    0xF700: 0x0E10, 0xF701: 0x0E34, 0xF702: 0x0E35, 0xF703: 0x0E36, 0xF704: 0x0E37,
    0xF705: 0x0E48, 0xF706: 0x0E49, 0xF707: 0x0E4A, 0xF708: 0x0E4B, 0xF709: 0x0E4C,
    0xF70A: 0x0E48, 0xF70B: 0x0E49, 0xF70C: 0x0E4A, 0xF70D: 0x0E4B, 0xF70E: 0x0E4C,
    0xF70F: 0x0E0D, 0xF710: 0x0E31, 0xF711: 0x0E4D, 0xF712: 0x0E47, 0xF713: 0x0E48,
    0xF714: 0x0E49, 0xF715: 0x0E4A, 0xF716: 0x0E4B, 0xF717: 0x0E4C, 0xF718: 0x0E38,
    0xF719: 0x0E39, 0xF71A: 0x0E3A,
}  # fmt: skip
# Control characters except tab and line ends, soft hyphen, zero-width and bidirectional format
# characters, interlinear annotations, noncharacters, surrogates. Joiners are handled apart.
_INVISIBLE = [
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD,
    0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000),
]  # fmt: skip
# For str.translate(): line and paragraph separator become line feeds.
_REPLACEMENTS: dict[int, int | None] = {
    **dict.fromkeys(_INVISIBLE, None),
    **_LEGACY_GLYPHS,
    0x2028: 0x0A,
    0x2029: 0x0A,
}

_CARRIAGE_RETURN = re.compile(r"\r\n?")
# ZWNJ and ZWJ (U+200C, U+200D) are kept where they have a meaning: beside letters of Arabic (Jawi,
# Persian), Syriac, N'Ko, Mongolian, Khmer, Myanmar and the Indic scripts; a ZWJ between the emoji of a
# sequence (👩‍👩‍👧), too. Of several in a row one is kept.
_EMOJI = r"\u2190-\u2BFF\U0001F000-\U0001FAFF"
_JOINED_SCRIPTS = (
    r"\u0600-\u08FF\u0900-\u0DFF\u0F00-\u109F\u1780-\u18AF\uA840-\uA87F\uA8E0-\uA8FF\uA9E0-\uA9FF"
    r"\uAA60-\uAA7F\uFB50-\uFDFF\uFE70-\uFEFE\U00011000-\U000114FF\U0001E900-\U0001E95F"
)
_STRAY_JOINER = re.compile(
    r"(?<=[\u200C\u200D])[\u200C\u200D]"
    rf"|(?<![{_JOINED_SCRIPTS}])\u200C(?![{_JOINED_SCRIPTS}])"
    rf"|(?<![{_JOINED_SCRIPTS}{_EMOJI}\uFE0F])\u200D(?![{_JOINED_SCRIPTS}])"
    rf"|(?<![{_JOINED_SCRIPTS}])\u200D(?![{_JOINED_SCRIPTS}{_EMOJI}])"
)
# Whether a text may need repair at all: a single character, or two neighbours. Several patterns that
# begin with few characters are faster than one for all pairs, though they find some that are right.
_SUSPECT_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\uf700-\uf71a\u0e4d]"
)
_SUSPECT_PAIRS = [
    re.compile("\u0e40\u0e40"),
    re.compile(f"\u0e33[{COMBINING_MARKS}\u0e32\u0e33]"),
    re.compile(f"[{_MARKS_ABOVE}][{COMBINING_MARKS}]"),
    re.compile(f"[{_VOWELS_ABOVE_AND_BELOW}][{_VOWELS_ABOVE_AND_BELOW}]"),
]
_REPAIRS = [
    # ํ + า, with a tone mark before, between or after them, is one ำ.
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32"), "\\1\u0e33"),
    (re.compile("([\u0e48-\u0e4b])\u0e4d\u0e32"), "\\1\u0e33"),
    # A tone mark after ำ belongs before it.
    (re.compile("\u0e33([\u0e48-\u0e4b]+)"), "\\1\u0e33"),
    # A tone mark or thanthakhat before a vowel above or below belongs after it. The lookbehind
    # makes a run of marks match from its start only; otherwise a long run takes quadratic time.
    (
        re.compile(f"(?<![\u0e48-\u0e4c])([\u0e48-\u0e4c]+)([{_VOWELS_ABOVE_AND_BELOW}]+)"),
        "\\2\\1",
    ),
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"([{COMBINING_MARKS}])\\1+"), "\\1"),
    (re.compile("\u0e33[\u0e32\u0e33]+"), "\u0e33"),
]
_THAI_CHARACTER = re.compile(f"[{THAI_CHARS}]")
_TONE_MARK = re.compile("[\u0e47-\u0e4c]")
# White space, marks without a base, variation selectors, fillers and the blank Braille pattern.
_NOTHING_VISIBLE = re.compile(
    rf"[\s{COMBINING_MARKS}\u0300-\u036F\u1AB0-\u1AFF\u20D0-\u20FF\uFE00-\uFE0F\u200C\u200D\u3164\u115F\u1160\u2800]*"
)


def clean(text: str) -> str:
    """`text` in the form in which it is stored: NFC, Thai repaired, no invisible characters.

    Line ends become `\\n`. Idempotent, and never longer than the NFC of `text`. Digits, no-break
    spaces, elongations (มาาาาก), ฤๅษี, the phinthu of Pali, emoji sequences and other scripts are kept.
    """
    if text.isascii() and not _SUSPECT_CHARACTER.search(text):
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\u200d" in text or "\u200c" in text:
        text = _STRAY_JOINER.sub("", text)
    if not _SUSPECT_CHARACTER.search(text) and not any(
        pair.search(text) for pair in _SUSPECT_PAIRS
    ):
        return text
    text = _CARRIAGE_RETURN.sub("\n", text).translate(_REPLACEMENTS)
    previous = None
    while previous != text:
        previous = text
        for pattern, replacement in _REPAIRS:
            text = pattern.sub(replacement, text)
        text = _STRAY_JOINER.sub("", text)
        # Characters that have become neighbours may compose.
        text = unicodedata.normalize("NFC", text)
    return text


def clean_line(text: str) -> str:
    """`clean(text)` on one line: each run of white space is one space, none at the ends."""
    return " ".join(clean(text).split())


def is_blank(text: str) -> bool:
    """Whether nothing of `text` is visible: white space, invisible characters, marks without a base."""
    return _NOTHING_VISIBLE.fullmatch(clean(text)) is not None


def limit_marks(text: str, max_marks: int = MAX_MARKS_PER_BASE) -> str:
    """`text` with at most `max_marks` combining marks on each base character (T-N5)."""
    kept, mark_count = [], 0
    for character in text:
        is_mark = unicodedata.category(character) in ("Mn", "Me")
        mark_count = mark_count + 1 if is_mark else 0
        if mark_count <= max_marks:
            kept.append(character)
    return "".join(kept)


def has_thai(text: str) -> bool:
    """Whether `text` has a Thai letter, vowel, mark or digit."""
    return _THAI_CHARACTER.search(text) is not None


def strip_tones(text: str) -> str:
    """`text` without maitaikhu, tone marks and thanthakhat: ข่าว and ข้าว become ขาว."""
    return _TONE_MARK.sub("", text)
