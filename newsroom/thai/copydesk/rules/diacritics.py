"""Vowels and marks in the wrong order or place, and invisible characters.

What `newsroom.thai.clean` would repair, and some cases that it leaves because they are ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.clean import COMBINING_MARKS, clean
from newsroom.thai.copydesk.findings import Spot

_TONE = "\u0e48-\u0e4b"
_VOWEL_ABOVE = "\u0e31\u0e34-\u0e37\u0e47"
_CONSONANT = "ก-ฮ"
_INVISIBLE = "\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_LEGACY_GLYPH = "\uf700-\uf71a"
# The messages; the first pattern that matches decides.
_MESSAGES = [
    (re.compile("\u0e40\u0e40"), "พิมพ์ เ สองตัวแทน แ ทำให้ค้นหาคำนี้ไม่พบ"),
    (re.compile(f"[{_LEGACY_GLYPH}]"), "อักขระจากฟอนต์รุ่นเก่า เครื่องอื่นจะแสดงผิด"),
    (re.compile(f"[{_INVISIBLE}]"), "มีอักขระที่มองไม่เห็นแทรกอยู่"),
    (re.compile(f"\u0e4d[{_TONE}]?\u0e32|[{_TONE}]\u0e4d\u0e32"), "สระอำพิมพ์แยกเป็นสองตัว"),
    (re.compile(f"([{COMBINING_MARKS}])\\1|\u0e33[\u0e32\u0e33]"), "สระหรือวรรณยุกต์ซ้ำกัน"),
]
_MISPLACED_MESSAGE = "สระหรือวรรณยุกต์เรียงผิดลำดับ"
_CONFLICT_MESSAGE = "ตัวอักษรเดียวมีเครื่องหมายสองตัวที่อยู่ด้วยกันไม่ได้"
_SUSPECT = re.compile(
    "\u0e40\u0e40+"
    f"|[{_LEGACY_GLYPH}{_INVISIBLE}]+"
    f"|[{_TONE}]{{0,3}}\u0e4d[{_TONE}]{{0,3}}\u0e32"
    f"|\u0e33[{COMBINING_MARKS}\u0e32\u0e33]+"
    "|[\u0e48-\u0e4c]{1,9}[\u0e31\u0e34-\u0e3a]+"
    f"|([{COMBINING_MARKS}])\\1+"
)
_EXTENDS_SPOT = re.compile(f"[{COMBINING_MARKS}\u0e33{_INVISIBLE}{_LEGACY_GLYPH}]")
# A longer stack of marks is vandalism, and slow to process as a whole.
MAX_SPOT_LENGTH = 60
# The right characters in the wrong order.
_MISPLACED = [
    # คะ่ → ค่ะ, มา่ → ม่า
    (re.compile(f"([{_CONSONANT}])([ะา])([{_TONE}])(?![{COMBINING_MARKS}])"), r"\1\3\2"),
    # เ่ก → เก่
    (re.compile(f"([เแโใไ])([{_TONE}])([{_CONSONANT}])(?![{COMBINING_MARKS}])"), r"\1\3\2"),
]
# Two different tone marks, or two different vowels above, on one consonant.
_CONFLICT = re.compile(f"([{_TONE}])(?!\\1)([{_TONE}])|([{_VOWEL_ABOVE}])(?!\\3)([{_VOWEL_ABOVE}])")


def stray_marks(text: str) -> Iterator[Spot]:
    """กี่่, เเม่, decomposed น้ํา, zero-width characters, glyphs of old fonts."""
    last_end = 0
    for match in _SUSPECT.finditer(text):
        if match.start() < last_end:
            continue
        start, end = _widen(text, *match.span())
        start = max(start, last_end)
        end = min(end, start + MAX_SPOT_LENGTH)
        fragment = text[start:end]
        cleaned = clean(fragment)
        if cleaned == fragment:
            continue
        message = next(
            (message for pattern, message in _MESSAGES if pattern.search(fragment)),
            _MISPLACED_MESSAGE,
        )
        last_end = end
        yield Spot(start, end, message, (cleaned,))


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks around it and their base character, which the repair may change."""
    while start > 0 and _EXTENDS_SPOT.match(text, start - 1):
        start -= 1
    while end < len(text) and _EXTENDS_SPOT.match(text, end):
        end += 1
    return max(start - 1, 0), end


def misplaced_marks(text: str) -> Iterator[Spot]:
    """คะ่ for ค่ะ, and two different tone marks on one consonant."""
    for pattern, replacement in _MISPLACED:
        for match in pattern.finditer(text):
            yield Spot(*match.span(), _MISPLACED_MESSAGE, (match.expand(replacement),))
    for match in _CONFLICT.finditer(text):
        first, second = list(match.group())
        yield Spot(*match.span(), _CONFLICT_MESSAGE, (first, second))
