"""ๆ, ฯ, quotation marks and blanks, by the Royal Institute's rules for punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.copydesk.finding import Spot, Story

_LETTER = "ก-ฮะ-ฺเ-ๅ็-๎"
_NEED_BLANK = "ไม้ยมกต้องเว้นวรรคทั้งข้างหน้าและข้างหลัง"
# คน and ที่ are repeated as another kind of word here, so they are written twice.
_TWO_WORDS = re.compile(rf"(?<![{_LETTER}])(คน|ที่) ?ๆ ?(?=(?:นี้|นั้น|หนึ่ง|เดียว|มี|เคย)(?![{_LETTER}]*ๆ))")
_TWICE = re.compile(r"ๆ(?:[ \u00a0]*ๆ)+")
_YAMOK = re.compile("ๆ")
_AFTER = re.compile(r"[ก-ฮเ-ไฤฦA-Za-z0-9๐-๙“‘«(]")
_FOR_PAIYAN = re.compile(r"(กรุงเทพ|นายก)[ \u00a0]?ๆ(?!ๆ)")
_FOR_YAMOK = re.compile(r"(?<![ก-๎])(ต่าง|อื่น|เล็ก|บ่อย|เด็ก|ใหม่|ดี|มาก|หนุ่ม|สาว)ฯ(?!ล)")
_ET_CETERA = re.compile(r"ฯ[ \u00a0]?ล[ \u00a0]?ๆ|ฯ[ ,.]{1,2}ล[ ,.]{0,2}ฯ|ฯล[ ,.]{1,2}ฯ|ฯลฯลฯ")
_SMALL_APART = re.compile(rf"(?<=[{_LETTER}])[ \u00a0]+ฯ(?![ลพ])(?=$|[\s,.)”\"])")
_SMALL_TWICE = re.compile("ฯฯ+")
_EXCELLENCY = re.compile(rf"(?<![ฯ{_LETTER}])พณฯ|(?<![{_LETTER}])ฯพณ(?=[\s ท])")
_INSIDE = re.compile(r"(?:(?<=\()|(?<=\s“))[ \u00a0](?=[^\s)”])|(?<=[^\s(“])[ \u00a0](?=[)”,])")
_CURLY, _STRAIGHT = re.compile("[“”]"), re.compile('"')


def yamok(text: str) -> Iterator[Spot]:
    """ต่างๆ wants ต่าง ๆ; คน ๆ นี้ wants คนคนนี้."""
    for found in _TWO_WORDS.finditer(text):
        yield Spot(*found.span(), "คำซ้ำต่างหน้าที่กันต้องเขียนเต็มสองครั้ง ไม่ใช้ไม้ยมก", (found[1] * 2,))
    for found in _TWICE.finditer(text):
        yield Spot(*found.span(), "ใช้ไม้ยมกตัวเดียวก็พอ", (_spaced(text, *found.span()),))
    for found in _FOR_PAIYAN.finditer(text):
        yield Spot(*found.span(), "น่าจะเป็นไปยาลน้อย (ฯ) ไม่ใช่ไม้ยมก (ๆ)", (f"{found[1]}ฯ",))
    for found in _YAMOK.finditer(text):
        if (spaced := _spaced(text, *found.span())) != "ๆ":
            yield Spot(*found.span(), _NEED_BLANK, (spaced,))


def _spaced(text: str, start: int, end: int) -> str:
    """ๆ with the blanks it lacks where it stands."""
    tight = start > 0 and re.match(f"[{_LETTER}]", text[start - 1]) is not None
    glued = _AFTER.match(text, end) is not None
    return " " * tight + "ๆ" + " " * glued


def paiyan(text: str) -> Iterator[Spot]:
    """กรุงเทพ ฯ, ฯล.ฯ, พณฯ; กรุงเทพฯ and นายกฯ are right."""
    for found in _FOR_YAMOK.finditer(text):
        yield Spot(*found.span(), "น่าจะเป็นไม้ยมก (ๆ) ไม่ใช่ไปยาลน้อย (ฯ)", (f"{found[1]} ๆ",))
    for found in _ET_CETERA.finditer(text):
        yield Spot(*found.span(), "ไปยาลใหญ่เขียนติดกันว่า ฯลฯ", ("ฯลฯ",))
    for found in re.finditer(rf"(?<=[{_LETTER}])ฯลฯ", text):
        yield Spot(*found.span(), "ไปยาลใหญ่ต้องเว้นวรรคข้างหน้า", (" ฯลฯ",))
    for found in re.finditer(r"ฯลฯ[ \u00a0]?เป็นต้น", text):
        yield Spot(*found.span(), "ใช้ ฯลฯ หรือ เป็นต้น อย่างใดอย่างหนึ่ง", ("ฯลฯ", "เป็นต้น"))
    for found in _SMALL_APART.finditer(text):
        yield Spot(*found.span(), "ไปยาลน้อยเขียนติดกับคำ", ("ฯ",))
    for found in _SMALL_TWICE.finditer(text):
        yield Spot(*found.span(), "ไปยาลน้อยซ้ำกัน", ("ฯ",))
    for found in _EXCELLENCY.finditer(text):
        yield Spot(*found.span(), "คำย่อนี้มีไปยาลน้อยทั้งหน้าและหลัง", ("ฯพณฯ",))
    for found in re.finditer("กรุงเทพมหานครฯ", text):
        yield Spot(*found.span(), "คำเต็มอยู่แล้ว ไม่ต้องใช้ไปยาลน้อย", ("กรุงเทพมหานคร",))


def blanks(text: str) -> Iterator[Spot]:
    """Two blanks in a row; a blank inside brackets or quotation marks, or before a comma."""
    for found in re.finditer(r"(?<=\S)[ \u00a0]{2,}(?=\S)", text):
        yield Spot(*found.span(), "เว้นวรรคซ้ำ", (" ",))
    for found in _INSIDE.finditer(text):
        yield Spot(*found.span(), "ไม่เว้นวรรคชิดด้านในของวงเล็บหรืออัญประกาศ และหน้าจุลภาค", ("",))


def quotes(story: Story) -> Iterator[tuple[str, Spot]]:
    """Straight and curly quotation marks in one story: the rarer ones are to follow the others."""
    curly = sum(len(_CURLY.findall(text)) for text in story.values())
    straight = sum(len(_STRAIGHT.findall(text)) for text in story.values())
    if not curly or not straight:
        return
    for field, text in story.items():
        if straight > curly:
            for found in _CURLY.finditer(text):
                yield field, Spot(*found.span(), "ข่าวนี้ใช้อัญประกาศสองแบบปนกัน", ('"',))
            continue
        opened = False
        for found in re.finditer('["“”\n]', text):
            sign = found.group()
            if sign != '"':
                opened = sign == "“"
                continue
            before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
            if before.isdigit() and not opened:
                continue
            begins = not opened and (not before or before in " \u00a0\n(" or bool(after.strip()))
            opened = begins
            yield field, Spot(*found.span(), "ข่าวนี้ใช้อัญประกาศสองแบบปนกัน", ("“" if begins else "”",))
