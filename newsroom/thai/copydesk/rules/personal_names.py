"""Personal names: where they are, and whether one is spelled in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from newsroom.thai.clean import strip_tones
from newsroom.thai.copydesk.dictionary import is_one_edit_apart
from newsroom.thai.copydesk.findings import DraftTexts, Spot

# Shorter names differ by one edit too often.
MIN_SIMILAR_LENGTH = 3
_CHARS = "ก-ฮะ-ฺเ-ๅ็-์"
# Titles, academic degrees and ranks. นาย is also the first syllable of many offices and words.
_TITLES = (
    "นางสาว|นาง|นาย(?!กรัฐ|กฯ|กเทศ|กอบ|กสภา|กสมาคม|ก |อำเภอ|แพทย์|ทหาร|ตำรวจ|ทะเบียน|จ้าง|ทุน|หน้า|ประกัน|ช่าง|เรือ|ด่าน|สถานี)"
    r"|น\.ส\.|ด\.ช\.|ด\.ญ\.|ดร\.|ศ\.|รศ\.|ผศ\.|นพ\.|พญ\.|พล\.[อตรจ]\.(?:[ทอตรจ]\.)?|พ\.[ตอทจ]\.(?:[ทอต]\.)?|ร\.[ตทอ]\.(?:[ทอต]\.)?"
    "|พล(?:อากาศ|เรือ|ตำรวจ)?(?:เอก|โท|ตรี)|นาวา(?:อากาศ)?(?:เอก|โท|ตรี)|พันเอก|พันโท|พันตรี|พันตำรวจเอก|พันตำรวจโท|ร้อยตรี|ร้อยเอก|หม่อมหลวง|หม่อมราชวงศ์"
)
_FULL_NAME = re.compile(
    rf"(?:{_TITLES})[ \u00a0]?([{_CHARS}]{{2,20}})[ \u00a0]{{1,2}}([{_CHARS}]{{3,24}})(?![{_CHARS}])"
)
# After a first name alone a verb or an office follows, which is not a surname.
_NOT_A_SURNAME = re.compile(
    "กล่าว|เปิดเผย|และ|ได้|เป็น|พร้อม|ว่า|ที่|ใน|ซึ่ง|ผู้|รอง|ประธาน|หัวหน้า|อธิบดี|ปลัด|เลขา|นายก|รัฐมนตรี|อดีต|อายุ|เดินทาง|ลงพื้นที่|ระบุ|ชี้แจง|มอบ|ให้|ร่วม|นำ|เข้า|ขอ|จะ|มี|ยัง|โดย|เพื่อ|จาก|ถึง|กับ|ณ|คณะ|ผอ|ตำแหน่ง|หรือ|ของ|แต่"
)
_MESSAGE = "ชื่อนี้ในข่าวสะกดสองแบบ ตรวจว่าเป็นคนเดียวกันหรือไม่ อีกแบบคือ"

# First name and surname.
FullName = tuple[str, str]


def _find_names(text: str) -> Iterator[re.Match[str]]:
    """Titles with full names; group 1 is the first name, group 2 the surname."""
    for match in _FULL_NAME.finditer(text):
        if not _NOT_A_SURNAME.match(match[2]):
            yield match


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each full name with its title."""
    for match in _find_names(text):
        yield match.span()


def full_names(text: str) -> Iterator[str]:
    """The full names that follow a title, as `สมชาย ใจดี`, in order of occurrence."""
    for match in _find_names(text):
        yield f"{match[1]} {match[2]}"


def inconsistent_names(texts: DraftTexts) -> Iterator[tuple[str, Spot]]:
    """นายสมชาย ใจดี and นายสมชัย ใจดี in one draft: the rarer is reported, the other proposed."""
    places: dict[FullName, list[tuple[str, int, int]]] = {}
    for field, text in texts.items():
        for match in _find_names(text):
            place = (field, match.start(1), match.end(2))
            places.setdefault((match[1], match[2]), []).append(place)
    reported: set[FullName] = set()
    for first, second in combinations(places, 2):
        if not _are_similar(first, second):
            continue
        is_first_rarer = len(places[first]) < len(places[second])
        rarer, usual = (first, second) if is_first_rarer else (second, first)
        if rarer in reported:
            continue
        reported.add(rarer)
        fix = " ".join(usual)
        for field, start, end in places[rarer]:
            yield field, Spot(start, end, f"{_MESSAGE} «{fix}»", (fix,))


def _are_similar(first: FullName, second: FullName) -> bool:
    """Whether two full names differ in one of their parts only, and there by a slip."""
    for same, other in ((1, 0), (0, 1)):
        a, b = first[other], second[other]
        if first[same] == second[same] and min(len(a), len(b)) >= MIN_SIMILAR_LENGTH:
            return is_one_edit_apart(a, b) or strip_tones(a) == strip_tones(b)
    return False
