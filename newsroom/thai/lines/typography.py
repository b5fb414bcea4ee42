"""Line breaking of Thai text, for rendering only: stored text is never changed (T-L2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Literal

from newsroom.thai.dates import MONTH_ABBREVIATIONS, MONTH_NAMES
from newsroom.thai.graphemes import graphemes
from newsroom.thai.lines.joiners import WORD_JOINER, join_headline_words, join_words

NBSP = "\u00a0"
HEADLINE_BREAK = '<br class="headline-break">'
HeadlineSize = Literal["large", "medium", "small"]
_UNITS = (
    "บาท|คน|ราย|แห่ง|ครั้ง|วัน|เดือน|ปี|ชั่วโมง|นาที|วินาที|น\\.|กม\\.|กิโลเมตร|เมตร|ม\\.|ซม\\.|ไร่|ตัน|กิโลกรัม|กก\\.|"
    "ลิตร|หลัง|คัน|ลำ|ล้าน|แสน|หมื่น|พัน|ร้อย|เปอร์เซ็นต์|%|ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|ครัวเรือน|ตัว|ชิ้น|เรื่อง|ฉบับ|องศา"
)
_MONTHS = "|".join(map(re.escape, [*MONTH_NAMES, *MONTH_ABBREVIATIONS]))
# Every pattern begins with the space, which is found at once, and looks back from behind it.
# No line begins with ๆ or ฯ, except with ฯพณฯ.
_BEFORE_MARK = re.compile(r" (?<!  ) *(?=ๆ|ฯ(?!พณ))")
# A number is kept with its unit, a day with its month, an era and «วันที่» with their number.
_AT_NUMBER = re.compile(
    rf" (?:(?<=[0-9๐-๙] )(?=(?:{_UNITS}|{_MONTHS}))"
    r"|(?=[0-9๐-๙])(?:(?<=[พค]\.ศ\. )|(?<=วันที่ )|(?<=ครั้งที่ )))"
)
# Browsers break lines inside these: อบจ.|กระบี่.
UNBREAKABLE = re.compile(
    r"(?:นายก|รอง|ผู้ว่า|ผอ|ทูล|รมว|กรุงเทพ|สภา|พระราชดำริ|ปลัด|เทศบาล|สหรัฐ|มหาวิทยาลัย|โรงพยาบาล|กระทรวง|คณะ)[ก-ฮ]{0,3}ฯ"
    r"|(?:(?<![ก-๙])(?:[ก-ฮ]{1,4}\.){1,5}|(?:อบจ|อบต|รมว|ผบ|สส|สว|ครม|กกต|ปภ|สพฐ|ททท|สสจ|รพ|ผกก)\.)"
    r"(?:[ก-๙]{1,12}(?![ก-๙.]))?"
    # A sum of money: 412 ล้าน|บาท.
    r"|(?<![0-9๐-๙.,])[0-9๐-๙][0-9๐-๙.,]*[ \u00a0]?(?:แสน|หมื่น|พัน|ร้อย)?ล้าน(?:ล้าน)?บาท"
    # A score or a range: 2–1, 10-12.
    r"|(?<![0-9๐-๙])[0-9๐-๙]+[–-][0-9๐-๙]+(?![0-9๐-๙])"
)


# Names, headlines and comments stand on many pages, and on one page after each change of it.
MAX_CACHED_TEXTS = 4_096
MAX_CACHED_LENGTH = 600
# Code points of headlines: set large up to the first, small beyond the second.
LARGE_HEADLINE_LENGTH, MEDIUM_HEADLINE_LENGTH = 70, 120


def typeset(text: str) -> str:
    """`text` as lines of it are to break: no-break spaces, and joiners in words that browsers tear.

    Every text that readers see passes this or `headline_html`; what machines read (JSON, feeds,
    titles, addresses) does not, or passes `without_joiners`.
    """
    return _cached_line(text) if len(text) <= MAX_CACHED_LENGTH else _line(text)


def _line(text: str) -> str:
    return join_words(with_no_break_spaces(text))


# By type: a `SafeString` may come back as it is, and must not for a plain text that equals it.
_cached_line = lru_cache(maxsize=MAX_CACHED_TEXTS, typed=True)(_line)


def typeset_fragments(fragments: Sequence[str], *, headline: bool = False) -> list[str]:
    """The parts of one text, typeset as a whole: a word may reach over their edges."""
    text = "".join(fragments)
    line = _headline_line(text) if headline else typeset(text)
    typeset_parts, end = [], 0
    for fragment in fragments:
        start, count = end, len(fragment)
        while count or line[end : end + 1] == WORD_JOINER:
            count -= line[end] != WORD_JOINER
            end += 1
        typeset_parts.append(line[start:end])
    return typeset_parts


def headline_html(text: str, lines: str = "") -> str:
    """A headline as HTML: escaped, typeset, everyday compounds whole, unbreakable words in a span.

    With `lines` it is broken where these have a `|`; style sheets say where the breaks show.
    """
    return HEADLINE_BREAK.join(_headline_part_html(part) for part in split_headline(text, lines))


def split_headline(text: str, lines: str) -> list[str]:
    """The headline cut where `lines`, the same text, has a `|`; whole if they say another thing."""
    given = [_without_signs(part) for part in lines.split("|")]
    if len(given) < 2 or "".join(given) != _without_signs(text):
        return [text]
    parts, start, end = [], 0, 0
    for part in given[:-1]:
        count = len(part)
        while count or (start < end < len(text) and not _without_signs(text[end])):
            count -= len(_without_signs(text[end]))
            end += 1
        if part:
            parts.append(text[start:end])
            start = end
    return [part for part in (*parts, text[start:]) if part.strip()]


def _without_signs(text: str) -> str:
    return "".join(text.replace("|", "").split())


def _headline_part_html(text: str) -> str:
    parts, end = [], 0
    line = with_no_break_spaces(text)
    for match in UNBREAKABLE.finditer(line):
        parts.append(escape(join_headline_words(line[end : match.start()])))
        parts.append(f'<span class="nowrap">{escape(join_headline_words(match.group()))}</span>')
        end = match.end()
    return "".join([*parts, escape(join_headline_words(line[end:]))])


def _headline_line(text: str) -> str:
    """A headline as plain text, with joiners where `headline_html` has a span."""
    parts, end = [], 0
    line = with_no_break_spaces(text)
    for match in UNBREAKABLE.finditer(line):
        parts.append(join_headline_words(line[end : match.start()]))
        parts.append(WORD_JOINER.join(graphemes(match.group())))
        end = match.end()
    return "".join([*parts, join_headline_words(line[end:])])


def headline_size(text: str) -> HeadlineSize:
    """How large a headline of this length is set, so that it fills few lines."""
    if len(text) <= LARGE_HEADLINE_LENGTH:
        return "large"
    return "medium" if len(text) <= MEDIUM_HEADLINE_LENGTH else "small"


def with_no_break_spaces(text: str) -> str:
    """`text` with no-break spaces for the spaces at which no line may break."""
    if " " not in text:
        return text
    if " ๆ" in text or " ฯ" in text:
        text = _BEFORE_MARK.sub(lambda match: NBSP * len(match.group()), text)
    return _AT_NUMBER.sub(NBSP, text)
