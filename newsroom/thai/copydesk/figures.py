"""Figures: digits of two kinds, years of two eras, days that do not exist, hours and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from newsroom.thai.copydesk.finding import Spot, Story
from newsroom.thai.dates import (
    ERA,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    to_buddhist,
    to_christian,
)
from newsroom.thai.numerals import THAI_DIGITS, to_arabic, to_thai

_DIGIT = f"0-9{THAI_DIGITS}"
_BETWEEN = r"[ \u00a0]?"
_MONTH = "|".join(map(re.escape, [*MONTHS, *SHORT_MONTHS]))
# Years that are likely to be meant as Christian, or as Buddhist, when an era is named wrongly.
_CHRISTIAN, _BUDDHIST = range(1850, 2151), range(2400, 2701)
_NAMED_ERA = re.compile(rf"([พค])\.ศ\.{_BETWEEN}([{_DIGIT}]{{4}})(?![{_DIGIT}])")
_PLAIN_YEAR = re.compile(
    rf"(?:(?<=ปี)|(?<=ปี[ \u00a0])|(?:(?<![{_DIGIT}])[{_DIGIT}]{{1,2}}{_BETWEEN})(?:{_MONTH}){_BETWEEN})"
    rf"([{_DIGIT}]{{4}})(?![{_DIGIT}]|[,.:/–-][{_DIGIT}])"
)
_OTHER_ERA_TOLD = re.compile(rf"{_BETWEEN}[(/]|.{{0,3}}พ\.ศ\.")
_DAY = re.compile(
    rf"(?<![{_DIGIT}.,/])([{_DIGIT}]{{1,2}}){_BETWEEN}({_MONTH})(?:{_BETWEEN}(?:พ\.ศ\.)?{_BETWEEN}([{_DIGIT}]{{4}})(?![{_DIGIT}]))?"
)
_WEEKDAY = re.compile(rf"วัน({'|'.join(WEEKDAYS)})ที่{_BETWEEN}$")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NUMBER = re.compile(rf"[{_DIGIT}]+(?:[.,:][{_DIGIT}]+)*")
# Looks ahead from the beginning of a word only, so that it stays linear.
_LATIN_WORD = re.compile(r"(?<!\S)(?=\S{0,200}?[A-Za-z@/_#])\S+")
_QUOTED = re.compile(r"“[^“”\n]*”")
_COVID = re.compile(r"(?i)(?:โควิด|covid)\s*[-–]?\s*19")
_LEFT_ALONE = (_LATIN_WORD, _QUOTED, _COVID)
_HOUR = re.compile(
    rf"(?<![{_DIGIT}.:,])([{_DIGIT}]{{1,2}})([.:])([{_DIGIT}]{{2}})({_BETWEEN})น\.(?![ก-๙]\.)"
)
_ERA_SHORT = re.compile(
    rf"(?<![ก-๙.])([พค])(?:\.ศ(?!\.)|ศ\.)(?={_BETWEEN}[{_DIGIT}]{{4}})|(?<![ก-๙.])([พค])\.[ \u00a0]ศ\."
)
_BARE_MONTHS = {month.replace(".", ""): month for month in SHORT_MONTHS}
_MONTH_SHORT = re.compile(
    rf"(?<=[{_DIGIT}])({_BETWEEN})([ก-ฮเ][.]?[ก-ฮ]{{1,2}}\.?[คพย]?\.?)(?={_BETWEEN}[{_DIGIT}])"
)


def mixed_digits(story: Story) -> Iterator[tuple[str, Spot]]:
    """Thai and Arabic digits in one story: the rarer follow the others; quotations are left."""
    numbers: dict[bool, list[tuple[str, re.Match[str]]]] = {True: [], False: []}
    for field, text in story.items():
        apart = [found.span() for look in _LEFT_ALONE for found in look.finditer(text)]
        taken = bytearray(len(text))
        for start, end in apart:
            taken[start:end] = b"\1" * (end - start)
        for found in _NUMBER.finditer(text):
            thai = any(digit in THAI_DIGITS for digit in found.group())
            if thai and to_thai(found.group()) != found.group():
                yield (
                    field,
                    Spot(
                        *found.span(),
                        "เลขไทยกับเลขอารบิกอยู่ในจำนวนเดียวกัน",
                        (to_arabic(found.group()), to_thai(found.group())),
                    ),
                )
            elif not taken[found.start()]:
                numbers[thai].append((field, found))
    if not numbers[True] or not numbers[False]:
        return
    rarer = len(numbers[True]) <= len(numbers[False])
    other = to_arabic if rarer else to_thai
    why = "ข่าวนี้ใช้เลขไทยปนกับเลขอารบิก ส่วนใหญ่เป็นเลข" + ("อารบิก" if rarer else "ไทย")
    for field, found in numbers[rarer]:
        yield field, Spot(*found.span(), why, (other(found.group()),))


def _like(digits: str, year: int) -> str:
    return to_thai(str(year)) if digits[0] in THAI_DIGITS else str(year)


def named_eras(text: str) -> Iterator[Spot]:
    """พ.ศ. 2016, ค.ศ. 2559, and a year to which 543 was added twice."""
    for found in _NAMED_ERA.finditer(text):
        era, digits = found.groups()
        year = int(to_arabic(digits))
        before = text[found.start() : found.start(2)]
        if era == "พ" and year in _CHRISTIAN:
            fixes = (before + _like(digits, to_buddhist(year)), f"ค{before[1:]}{digits}")
            yield Spot(*found.span(), f"ปี {digits} น่าจะเป็น ค.ศ.", fixes)
        elif era == "ค" and year in _BUDDHIST:
            fixes = (f"พ{before[1:]}{digits}", before + _like(digits, to_christian(year)))
            yield Spot(*found.span(), f"ปี {digits} น่าจะเป็น พ.ศ.", fixes)
        elif era == "พ" and year - ERA in _BUDDHIST and year not in _BUDDHIST:
            fix = before + _like(digits, year - ERA)
            yield Spot(*found.span(), "ปีนี้อยู่ไกลในอนาคต เหมือนบวก 543 ซ้ำ", (fix,))


def mixed_eras(story: Story) -> Iterator[tuple[str, Spot]]:
    """`ปี 2016` in a story that counts years from the Buddha."""
    plain = [
        (field, found) for field, text in story.items() for found in _PLAIN_YEAR.finditer(text)
    ]
    if not any(int(to_arabic(found[1])) in _BUDDHIST for _, found in plain):
        return
    for field, found in plain:
        digits = found[1]
        year = int(to_arabic(digits))
        if year in _CHRISTIAN and not _OTHER_ERA_TOLD.match(story[field], found.end()):
            fixes = (_like(digits, to_buddhist(year)), f"ค.ศ. {digits}")
            why = f"ข่าวนี้ใช้ปี พ.ศ. แต่ปี {digits} เป็น ค.ศ."
            yield field, Spot(*found.span(1), why, fixes)


def dates(text: str) -> Iterator[Spot]:
    """31 เมษายน, and a weekday that is another day's."""
    for found in _DAY.finditer(text):
        day, name = int(to_arabic(found[1])), found[2]
        month = (MONTHS.index(name) if name in MONTHS else SHORT_MONTHS.index(name)) + 1
        year = int(to_arabic(found[3])) if found[3] else 0
        year = to_christian(year) if year in _BUDDHIST else year if year in _CHRISTIAN else 0
        try:
            when = date(year or 2000, month, day)
        except ValueError:
            yield Spot(*found.span(), "ไม่มีวันที่นี้ในปฏิทิน")
            continue
        weekday = _WEEKDAY.search(text[max(found.start() - 20, 0) : found.start()])
        if year and weekday and weekday[1] != (right := WEEKDAYS[when.weekday()]):
            start = found.start() - len(weekday.group())
            said = f"วัน{right}ที่" + weekday.group()[len(f"วัน{weekday[1]}ที่") :]
            why = f"วันที่นี้ตรงกับวัน{right} ไม่ใช่วัน{weekday[1]}"
            yield Spot(start, found.start(), why, (said,))


def hours(text: str) -> Iterator[Spot]:
    """09:00 น. and 09.00น. want 09.00 น.; 25.00 น. is no hour."""
    for found in _HOUR.finditer(text):
        hour, sign, minute, blank = found.groups()
        if int(to_arabic(hour)) > 24 or int(to_arabic(minute)) > 59:
            yield Spot(*found.span(), "ไม่มีเวลานี้")
        elif sign == ":" or not blank:
            yield Spot(*found.span(), "เขียนเวลาแบบ 09.00 น.", (f"{hour}.{minute} น.",))


def abbreviations(text: str) -> Iterator[Spot]:
    """พ.ศ 2559, พศ. 2559 and 6 สค. 59 lack their dots."""
    for found in _ERA_SHORT.finditer(text):
        letter = found[1] or found[2]
        yield Spot(*found.span(), "อักษรย่อนี้มีจุดสองจุดและเขียนติดกัน", (f"{letter}.ศ.",))
    for found in _MONTH_SHORT.finditer(text):
        written = found[2]
        right = _BARE_MONTHS.get(written.replace(".", ""))
        if right and right != written:
            yield Spot(*found.span(2), "อักษรย่อของเดือนมีจุดหลังอักษรทุกส่วน", (right,))
