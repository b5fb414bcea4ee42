"""Mai yamok (ๆ), paiyannoi (ฯ) and paiyanyai (ฯลฯ), quotation marks and spaces.

Source: the Royal Institute's rules for punctuation and spacing (หลักเกณฑ์การใช้เครื่องหมายวรรคตอน).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.copydesk.findings import DraftTexts, Spot

_CHAR = "ก-ฮะ-ฺเ-ๅ็-๎"
_YAMOK_SPACES_MESSAGE = "ไม้ยมกต้องเว้นวรรคทั้งข้างหน้าและข้างหลัง"
_MIXED_QUOTES_MESSAGE = "ข่าวนี้ใช้อัญประกาศสองแบบปนกัน"
# Here the second คน or ที่ is another part of speech, so the word is written twice.
_WRITTEN_TWICE = re.compile(rf"(?<![{_CHAR}])(คน|ที่) ?ๆ ?(?=(?:นี้|นั้น|หนึ่ง|เดียว|มี|เคย)(?![{_CHAR}]*ๆ))")
_REPEATED_YAMOK = re.compile(r"ๆ(?:[ \u00a0]*ๆ)+")
_YAMOK = re.compile("ๆ")
_NEEDS_SPACE_BEFORE = re.compile(r"[ก-ฮเ-ไฤฦA-Za-z0-9๐-๙“‘«(]")
_YAMOK_FOR_PAIYAN = re.compile(r"(กรุงเทพ|นายก)[ \u00a0]?ๆ(?!ๆ)")
_PAIYAN_FOR_YAMOK = re.compile(r"(?<![ก-๎])(ต่าง|อื่น|เล็ก|บ่อย|เด็ก|ใหม่|ดี|มาก|หนุ่ม|สาว)ฯ(?!ล)")
_BROKEN_PAIYANYAI = re.compile(
    r"ฯ[ \u00a0]?ล[ \u00a0]?ๆ|ฯ[ ,.]{1,2}ล[ ,.]{0,2}ฯ|ฯล[ ,.]{1,2}ฯ|ฯลฯลฯ"
)
_PAIYANYAI_WITHOUT_SPACE = re.compile(rf"(?<=[{_CHAR}])ฯลฯ")
_PAIYANYAI_AND_ETC = re.compile(r"ฯลฯ[ \u00a0]?เป็นต้น")
_SPACE_BEFORE_PAIYANNOI = re.compile(rf"(?<=[{_CHAR}])[ \u00a0]+ฯ(?![ลพ])(?=$|[\s,.)”\"])")
_REPEATED_PAIYANNOI = re.compile("ฯฯ+")
_INCOMPLETE_EXCELLENCY = re.compile(rf"(?<![ฯ{_CHAR}])พณฯ|(?<![{_CHAR}])ฯพณ(?=[\s ท])")
_PAIYANNOI_AFTER_FULL_NAME = re.compile("กรุงเทพมหานครฯ")
_REPEATED_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SPACE_INSIDE = re.compile(
    r"(?:(?<=\()|(?<=\s“))[ \u00a0](?=[^\s)”])|(?<=[^\s(“])[ \u00a0](?=[)”,])"
)
_CURLY_QUOTE, _STRAIGHT_QUOTE = re.compile("[“”]"), re.compile('"')
_QUOTE_OR_LINE_END = re.compile('["“”\n]')


def mai_yamok(text: str) -> Iterator[Spot]:
    """ต่างๆ is written ต่าง ๆ; คน ๆ นี้ is written คนคนนี้."""
    for match in _WRITTEN_TWICE.finditer(text):
        message = "คำซ้ำต่างหน้าที่กันต้องเขียนเต็มสองครั้ง ไม่ใช้ไม้ยมก"
        yield Spot(*match.span(), message, (match[1] * 2,))
    for match in _REPEATED_YAMOK.finditer(text):
        yield Spot(*match.span(), "ใช้ไม้ยมกตัวเดียวก็พอ", (_spaced_yamok(text, *match.span()),))
    for match in _YAMOK_FOR_PAIYAN.finditer(text):
        yield Spot(*match.span(), "น่าจะเป็นไปยาลน้อย (ฯ) ไม่ใช่ไม้ยมก (ๆ)", (f"{match[1]}ฯ",))
    for match in _YAMOK.finditer(text):
        if (spaced := _spaced_yamok(text, *match.span())) != "ๆ":
            yield Spot(*match.span(), _YAMOK_SPACES_MESSAGE, (spaced,))


def _spaced_yamok(text: str, start: int, end: int) -> str:
    """ๆ with the spaces that are missing around text[start:end]."""
    needs_space_before = start > 0 and re.match(f"[{_CHAR}]", text[start - 1]) is not None
    needs_space_after = _NEEDS_SPACE_BEFORE.match(text, end) is not None
    return " " * needs_space_before + "ๆ" + " " * needs_space_after


def paiyan(text: str) -> Iterator[Spot]:
    """กรุงเทพ ฯ, ฯล.ฯ and พณฯ are wrong; กรุงเทพฯ, ฯลฯ and ฯพณฯ are right."""
    for match in _PAIYAN_FOR_YAMOK.finditer(text):
        yield Spot(*match.span(), "น่าจะเป็นไม้ยมก (ๆ) ไม่ใช่ไปยาลน้อย (ฯ)", (f"{match[1]} ๆ",))
    for match in _BROKEN_PAIYANYAI.finditer(text):
        yield Spot(*match.span(), "ไปยาลใหญ่เขียนติดกันว่า ฯลฯ", ("ฯลฯ",))
    for match in _PAIYANYAI_WITHOUT_SPACE.finditer(text):
        yield Spot(*match.span(), "ไปยาลใหญ่ต้องเว้นวรรคข้างหน้า", (" ฯลฯ",))
    for match in _PAIYANYAI_AND_ETC.finditer(text):
        yield Spot(*match.span(), "ใช้ ฯลฯ หรือ เป็นต้น อย่างใดอย่างหนึ่ง", ("ฯลฯ", "เป็นต้น"))
    for match in _SPACE_BEFORE_PAIYANNOI.finditer(text):
        yield Spot(*match.span(), "ไปยาลน้อยเขียนติดกับคำ", ("ฯ",))
    for match in _REPEATED_PAIYANNOI.finditer(text):
        yield Spot(*match.span(), "ไปยาลน้อยซ้ำกัน", ("ฯ",))
    for match in _INCOMPLETE_EXCELLENCY.finditer(text):
        yield Spot(*match.span(), "คำย่อนี้มีไปยาลน้อยทั้งหน้าและหลัง", ("ฯพณฯ",))
    for match in _PAIYANNOI_AFTER_FULL_NAME.finditer(text):
        yield Spot(*match.span(), "คำเต็มอยู่แล้ว ไม่ต้องใช้ไปยาลน้อย", ("กรุงเทพมหานคร",))


def spaces(text: str) -> Iterator[Spot]:
    """Two spaces in a row; a space just inside brackets or quotation marks, or before a comma."""
    for match in _REPEATED_SPACES.finditer(text):
        yield Spot(*match.span(), "เว้นวรรคซ้ำ", (" ",))
    for match in _SPACE_INSIDE.finditer(text):
        message = "ไม่เว้นวรรคชิดด้านในของวงเล็บหรืออัญประกาศ และหน้าจุลภาค"
        yield Spot(*match.span(), message, ("",))


def quotation_marks(texts: DraftTexts) -> Iterator[tuple[str, Spot]]:
    """Straight and curly quotation marks in one draft: the rarer kind is to become the other."""
    curly_count = sum(len(_CURLY_QUOTE.findall(text)) for text in texts.values())
    straight_count = sum(len(_STRAIGHT_QUOTE.findall(text)) for text in texts.values())
    if not curly_count or not straight_count:
        return
    for field, text in texts.items():
        if straight_count > curly_count:
            for match in _CURLY_QUOTE.finditer(text):
                yield field, Spot(*match.span(), _MIXED_QUOTES_MESSAGE, ('"',))
        else:
            for spot in _straight_to_curly(text):
                yield field, spot


def _straight_to_curly(text: str) -> Iterator[Spot]:
    """Every straight quotation mark, with the opening or closing curly one as its fix."""
    is_open = False
    for match in _QUOTE_OR_LINE_END.finditer(text):
        if match.group() != '"':
            is_open = match.group() == "“"
            continue
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        if before.isdecimal() and not is_open:
            continue  # inches
        opens = not is_open and (not before or before in " \u00a0\n(" or bool(after.strip()))
        is_open = opens
        yield Spot(*match.span(), _MIXED_QUOTES_MESSAGE, ("“" if opens else "”",))
