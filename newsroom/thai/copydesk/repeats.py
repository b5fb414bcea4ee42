"""Words that stand twice by accident; ที่ที่ and จะจะ may be meant and are left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.copydesk.finding import Spot
from newsroom.thai.words import words

# Words of grammar that never follow themselves.
_ONCE = frozenset(
    "และ หรือ ของ ใน โดย เพื่อ จาก แห่ง ซึ่ง อัน แต่ เมื่อ ถึง กับ การ ความ ณ แก่ ตาม ด้วย ทั้ง ได้ เป็น จึง ระหว่าง สำหรับ".split()
)
# These may, across a blank, end one phrase and begin the next.
_NEEDS_NO_BLANK = frozenset("ได้ ด้วย เป็น ถึง ตาม อัน ณ ความ การ ทั้ง".split())
_LONG = 5
_WORD = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_LETTER = "[ก-ฮะ-ฺเ-ๅ็-๎]"
# Across a blank both must stand alone: «กรมทางหลวง กรมทางหลวงชนบท» is right.
_PHRASE = re.compile(
    rf"({_LETTER}{{10,60}})\1|(?<!{_LETTER})({_LETTER}{{10,60}})[ \u00a0]\2(?!{_LETTER})"
)


def repeats(text: str) -> Iterator[Spot]:
    """«และและ», «ประชาชนประชาชน», a whole phrase pasted twice."""
    place, start, end, before, gap = 0, 0, 0, "", ""
    for word in [*words(text), ""]:
        if word in (" ", "\u00a0") and before:
            gap += word
        elif word and word == before and _is_slip(word, gap):
            end, gap = place + len(word), ""
        else:
            if end > start + len(before):
                fixes = (before,) if before in _ONCE else (before, f"{before} ๆ")
                yield Spot(start, end, f"คำว่า «{before}» ซ้ำกัน", fixes)
            before, gap = (word if _WORD.fullmatch(word) else ""), ""
            start = end = place
        place += len(word)
    for found in _PHRASE.finditer(text):
        once = found[1] or found[2]
        if len(set(once)) > 4:
            yield Spot(*found.span(), "ข้อความนี้ซ้ำกันสองครั้ง", (once,))


def _is_slip(word: str, gap: str) -> bool:
    if word in _ONCE:
        return not gap or word not in _NEEDS_NO_BLANK
    return not gap and len(word) >= _LONG and len(set(word)) > 2
