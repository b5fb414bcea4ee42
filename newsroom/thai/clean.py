"""Cleaning text on its way into the database (T-N1, T-N2, T-N4, T-N5).

Real Thai news has zero-width spaces, a ำ split in two, เ typed twice for แ, tone marks before the
vowel they follow, and private glyphs of old fonts. NFC repairs none of these, and NFKC damages
Thai (it splits every ำ), so the repairs are written out here.
"""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0e47-\u0e4e"  # maitaikhu, tone marks, thanthakhat, nikhahit, yamakkan
ABOVE_BELOW = "\u0e31\u0e34-\u0e3a"
MARKS = f"\u0e31\u0e34-\u0e3a{TONES}"
THAI = r"\u0E01-\u0E3A\u0E40-\u0E4E\u0E50-\u0E59"

# Old fonts drew raised and lowered marks as private glyphs; Word and PDF files still carry them.
_PRIVATE = {
    0xF700: 0x0E10, 0xF701: 0x0E34, 0xF702: 0x0E35, 0xF703: 0x0E36, 0xF704: 0x0E37,
    0xF705: 0x0E48, 0xF706: 0x0E49, 0xF707: 0x0E4A, 0xF708: 0x0E4B, 0xF709: 0x0E4C,
    0xF70A: 0x0E48, 0xF70B: 0x0E49, 0xF70C: 0x0E4A, 0xF70D: 0x0E4B, 0xF70E: 0x0E4C,
    0xF70F: 0x0E0D, 0xF710: 0x0E31, 0xF711: 0x0E4D, 0xF712: 0x0E47, 0xF713: 0x0E48,
    0xF714: 0x0E49, 0xF715: 0x0E4A, 0xF716: 0x0E4B, 0xF717: 0x0E4C, 0xF718: 0x0E38,
    0xF719: 0x0E39, 0xF71A: 0x0E3A,
}  # fmt: skip
_INVISIBLE = [
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD,
    0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000),
]  # fmt: skip
_TABLE: dict[int, int | None] = {**dict.fromkeys(_INVISIBLE, None), **_PRIVATE}
_TABLE[0x2028] = _TABLE[0x2029] = 0x0A  # the two line separators nobody means

_LINE_ENDS = re.compile(r"\r\n?")
# A ZWJ belongs to an emoji sequence (👩‍👩‍👧) and nowhere else in our languages.
_JOINER = re.compile(
    r"(?<![\u2190-\u2BFF\uFE0F\U0001F000-\U0001FAFF])\u200D|\u200D(?![\u2190-\u2BFF\U0001F000-\U0001FAFF])"
)
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\uf700-\uf71a\u0e4d]"
)
# เเ, a vowel or mark behind ำ, a vowel behind a tone mark, a mark twice. Written so that a search
# looks closer at few of the characters.
_SUSPECT_PAIR = re.compile(
    f"[\u0e40\u0e33{MARKS}](?:(?<=\u0e40)\u0e40|(?<=\u0e33)[\u0e31\u0e34-\u0e3a{TONES}\u0e32\u0e33]"
    f"|(?<=[\u0e48-\u0e4c])[{ABOVE_BELOW}]|(?<=([{MARKS}]))\\1)"
)
_REPAIRS = [
    # ํ and า, on either side of a tone mark, are one ำ.
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32"), "\\1\u0e33"),
    (re.compile("([\u0e48-\u0e4b])\u0e4d\u0e32"), "\\1\u0e33"),
    # A tone mark typed after ำ stands before it.
    (re.compile("\u0e33([\u0e48-\u0e4b]+)"), "\\1\u0e33"),
    # A tone mark or thanthakhat typed before the vowel above or below it. A run of marks is tried
    # from its beginning only: from each of its marks, a long one would take its square.
    (re.compile(f"(?<![\u0e48-\u0e4c])([\u0e48-\u0e4c]+)([{ABOVE_BELOW}]+)"), "\\2\\1"),
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"([{MARKS}])\\1+"), "\\1"),
    (re.compile("\u0e33[\u0e32\u0e33]+"), "\u0e33"),
]
_THAI_LETTER = re.compile(f"[{THAI}]")
_TONE_MARKS = re.compile("[\u0e47-\u0e4c]")
_SPACES = re.compile(r"\s+")
_BLANK = re.compile(
    rf"[\s{MARKS}\u0E3A\u0300-\u036F\u1AB0-\u1AFF\u20D0-\u20FF\uFE00-\uFE0F\u200D\u3164\u115F\u1160\u2800]*"
)


def clean(text: str) -> str:
    """Text as we store it, line ends kept: NFC, Thai repaired, invisible characters gone.

    Idempotent and never longer than the NFC of `text`. Digits, NBSP, elongations such as มาาาาก,
    ฤๅษี, Pali phinthu, emoji sequences and other scripts are left as they were written.
    """
    if text.isascii() and not _SUSPECT.search(text):
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\u200d" in text:
        text = _JOINER.sub("", text)
    if not (_SUSPECT.search(text) or _SUSPECT_PAIR.search(text)):
        return text
    text = _LINE_ENDS.sub("\n", text).translate(_TABLE)
    before = None
    while before != text:
        before = text
        for pattern, repaired in _REPAIRS:
            text = pattern.sub(repaired, text)
        text = _JOINER.sub("", text)
        # What stood apart may now compose.
        text = unicodedata.normalize("NFC", text)
    return text


def clean_line(text: str) -> str:
    """`clean`, on one line: every run of white space is one blank, none at the ends."""
    return _SPACES.sub(" ", clean(text)).strip()


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: spaces, zero-width characters, marks without a letter."""
    return _BLANK.fullmatch(clean(text)) is not None


def limit_marks(text: str, most: int = 4) -> str:
    """At most `most` combining marks on a letter (T-N5): a stack higher than that is vandalism."""
    out, stacked = [], 0
    for character in text:
        stacked = stacked + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if stacked <= most:
            out.append(character)
    return "".join(out)


def has_thai(text: str) -> bool:
    """Whether a Thai letter is in it."""
    return _THAI_LETTER.search(text) is not None


def strip_tones(text: str) -> str:
    """`text` without tone marks, maitaikhu and thanthakhat: ข่าว and ข้าว become ขาว."""
    return _TONE_MARKS.sub("", text)
