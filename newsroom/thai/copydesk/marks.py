"""Marks, vowels and invisible characters that stand wrong: what `clean` repairs, and a little more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.clean import clean
from newsroom.thai.copydesk.finding import Spot

_TONE = "\u0e48-\u0e4b"
_UPPER = "\u0e31\u0e34-\u0e37\u0e47"
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_CONSONANT = "ก-ฮ"
_HIDDEN = "\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_OLD_FONT = "\uf700-\uf71a"
# What is wrong, in the words of the desk; the first pattern that fits names it.
_WHY = [
    (re.compile("\u0e40\u0e40"), "พิมพ์ เ สองตัวแทน แ ทำให้ค้นหาคำนี้ไม่พบ"),
    (re.compile(f"[{_OLD_FONT}]"), "อักขระจากฟอนต์รุ่นเก่า เครื่องอื่นจะแสดงผิด"),
    (re.compile(f"[{_HIDDEN}]"), "มีอักขระที่มองไม่เห็นแทรกอยู่"),
    (re.compile(f"\u0e4d[{_TONE}]?\u0e32|[{_TONE}]\u0e4d\u0e32"), "สระอำพิมพ์แยกเป็นสองตัว"),
    (re.compile(f"([{_MARK}])\\1|\u0e33[\u0e32\u0e33]"), "สระหรือวรรณยุกต์ซ้ำกัน"),
]
_MISPLACED = "สระหรือวรรณยุกต์เรียงผิดลำดับ"
_SPOT = re.compile(
    "\u0e40\u0e40+"
    f"|[{_OLD_FONT}{_HIDDEN}]+"
    f"|[{_TONE}]{{0,3}}\u0e4d[{_TONE}]{{0,3}}\u0e32"
    f"|\u0e33[{_MARK}\u0e32\u0e33]+"
    "|[\u0e48-\u0e4c]{1,9}[\u0e31\u0e34-\u0e3a]+"
    f"|([{_MARK}])\\1+"
)
# A heap of marks higher than this is vandalism, and slow to look at as a whole.
LONGEST_PIECE = 60
# Right letters, wrong places; these `clean` leaves alone, for it cannot be sure.
_MOVED = [
    # คะ่ → ค่ะ, มา่ → ม่า
    (re.compile(f"([{_CONSONANT}])([ะา])([{_TONE}])(?![{_MARK}])"), r"\1\3\2"),
    # เ่ก → เก่
    (re.compile(f"([เแโใไ])([{_TONE}])([{_CONSONANT}])(?![{_MARK}])"), r"\1\3\2"),
]
_RIVALS = re.compile(f"([{_TONE}])(?!\\1)([{_TONE}])|([{_UPPER}])(?!\\3)([{_UPPER}])")


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """The spot with the marks around it and a letter on each side, which a repair may touch."""
    extends = re.compile(f"[{_MARK}\u0e33{_HIDDEN}{_OLD_FONT}]")
    while start > 0 and extends.match(text, start - 1):
        start -= 1
    while end < len(text) and extends.match(text, end):
        end += 1
    return max(start - 1, 0), end


def stray_marks(text: str) -> Iterator[Spot]:
    """กี่่, เเม่, น้ํา, zero-width characters, glyphs of old fonts."""
    reach = 0
    for found in _SPOT.finditer(text):
        if found.start() < reach:
            continue
        start, end = _grown(text, *found.span())
        start = max(start, reach)
        end = min(end, start + LONGEST_PIECE)
        piece = text[start:end]
        fixed = clean(piece)
        if fixed == piece:
            continue
        why = next((words for pattern, words in _WHY if pattern.search(piece)), _MISPLACED)
        reach = end
        yield Spot(start, end, why, (fixed,))


def moved_marks(text: str) -> Iterator[Spot]:
    """คะ่ for ค่ะ, two different tone marks on one letter."""
    for pattern, right in _MOVED:
        for found in pattern.finditer(text):
            yield Spot(*found.span(), _MISPLACED, (found.expand(right),))
    for found in _RIVALS.finditer(text):
        one, other = list(found.group())
        yield Spot(*found.span(), "ตัวอักษรเดียวมีเครื่องหมายสองตัวที่อยู่ด้วยกันไม่ได้", (one, other))
