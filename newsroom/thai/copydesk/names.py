"""People whose names are spelt two ways in one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from newsroom.thai.clean import strip_tones
from newsroom.thai.copydesk.dictionary import one_edit
from newsroom.thai.copydesk.finding import Spot, Story

_LETTERS = "ก-ฮะ-ฺเ-ๅ็-์"
_TITLES = (
    "นางสาว|นาง|นาย(?!กรัฐ|กฯ|กเทศ|กอบ|กสภา|กสมาคม|ก |อำเภอ|แพทย์|ทหาร|ตำรวจ|ทะเบียน|จ้าง|ทุน|หน้า|ประกัน|ช่าง|เรือ|ด่าน|สถานี)"
    r"|น\.ส\.|ด\.ช\.|ด\.ญ\.|ดร\.|ศ\.|รศ\.|ผศ\.|นพ\.|พญ\.|พล\.[อตรจ]\.(?:[ทอตรจ]\.)?|พ\.[ตอทจ]\.(?:[ทอต]\.)?|ร\.[ตทอ]\.(?:[ทอต]\.)?"
    "|พล(?:อากาศ|เรือ|ตำรวจ)?(?:เอก|โท|ตรี)|นาวา(?:อากาศ)?(?:เอก|โท|ตรี)|พันเอก|พันโท|พันตรี|พันตำรวจเอก|พันตำรวจโท|ร้อยตรี|ร้อยเอก|หม่อมหลวง|หม่อมราชวงศ์"
)
_NAME = re.compile(
    rf"(?:{_TITLES})[ \u00a0]?([{_LETTERS}]{{2,20}})[ \u00a0]{{1,2}}([{_LETTERS}]{{3,24}})(?![{_LETTERS}])"
)
# What follows a single name is often a verb and no surname.
_NO_SURNAME = re.compile(
    "กล่าว|เปิดเผย|และ|ได้|เป็น|พร้อม|ว่า|ที่|ใน|ซึ่ง|ผู้|รอง|ประธาน|หัวหน้า|อธิบดี|ปลัด|เลขา|นายก|รัฐมนตรี|อดีต|อายุ|เดินทาง|ลงพื้นที่|ระบุ|ชี้แจง|มอบ|ให้|ร่วม|นำ|เข้า|ขอ|จะ|มี|ยัง|โดย|เพื่อ|จาก|ถึง|กับ|ณ|คณะ|ผอ|ตำแหน่ง|หรือ|ของ|แต่"
)
_WHY = "ชื่อนี้ในข่าวสะกดสองแบบ ตรวจว่าเป็นคนเดียวกันหรือไม่ อีกแบบคือ"


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where people's full names stand: a name is spelt as its bearer spells it."""
    for found in _NAME.finditer(text):
        if not _NO_SURNAME.match(found[2]):
            yield found.span()


def full_names(text: str) -> Iterator[str]:
    """First name and surname of the people named with a title, in order."""
    for found in _NAME.finditer(text):
        if not _NO_SURNAME.match(found[2]):
            yield f"{found[1]} {found[2]}"


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two full names differ only by a slip in one of their two parts."""
    for same, differs in ((1, 0), (0, 1)):
        a, b = one[differs], other[differs]
        if one[same] == other[same] and min(len(a), len(b)) >= 3:
            return one_edit(a, b) or strip_tones(a) == strip_tones(b)
    return False


def two_spellings(story: Story) -> Iterator[tuple[str, Spot]]:
    """นายสมชาย ใจดี here and นายสมชัย ใจดี there: the rarer is shown, the other proposed."""
    places: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for field, text in story.items():
        for found in _NAME.finditer(text):
            if not _NO_SURNAME.match(found[2]):
                place = (field, found.start(1), found.end(2))
                places.setdefault((found[1], found[2]), []).append(place)
    told: set[tuple[str, str]] = set()
    for one, other in combinations(places, 2):
        if not _alike(one, other):
            continue
        rarer, usual = (one, other) if len(places[one]) < len(places[other]) else (other, one)
        if rarer in told:
            continue
        told.add(rarer)
        name = " ".join(usual)
        for field, start, end in places[rarer]:
            yield field, Spot(start, end, f"{_WHY} «{name}»", (name,))
