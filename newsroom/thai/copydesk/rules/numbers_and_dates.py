"""Numbers, years, dates, times and their abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from newsroom.thai.copydesk.findings import DraftTexts, Spot
from newsroom.thai.dates import (
    MONTH_ABBREVIATIONS,
    MONTH_NAMES,
    WEEKDAY_NAMES,
    to_buddhist_year,
    to_christian_year,
)
from newsroom.thai.numerals import THAI_DIGITS, to_arabic_digits, to_thai_digits

_DIGIT = f"0-9{THAI_DIGITS}"
_SPACE = r"[ \u00a0]?"
_MONTH = "|".join(map(re.escape, [*MONTH_NAMES, *MONTH_ABBREVIATIONS]))
# The years that are taken for one era or the other, whatever era is written before them.
_CHRISTIAN_YEARS, _BUDDHIST_YEARS = range(1850, 2151), range(2400, 2701)
_ERA_AND_YEAR = re.compile(rf"([พค])\.ศ\.{_SPACE}([{_DIGIT}]{{4}})(?![{_DIGIT}])")
_YEAR_WITHOUT_ERA = re.compile(
    rf"(?:(?<=ปี)|(?<=ปี[ \u00a0])|(?:(?<![{_DIGIT}])[{_DIGIT}]{{1,2}}{_SPACE})(?:{_MONTH}){_SPACE})"
    rf"([{_DIGIT}]{{4}})(?![{_DIGIT}]|[,.:/–-][{_DIGIT}])"
)
_BUDDHIST_YEAR_FOLLOWS = re.compile(rf"{_SPACE}[(/]|.{{0,3}}พ\.ศ\.")
_DATE = re.compile(
    rf"(?<![{_DIGIT}.,/])([{_DIGIT}]{{1,2}}){_SPACE}({_MONTH})(?:{_SPACE}(?:พ\.ศ\.)?{_SPACE}([{_DIGIT}]{{4}})(?![{_DIGIT}]))?"
)
_WEEKDAY_BEFORE = re.compile(rf"วัน({'|'.join(WEEKDAY_NAMES)})ที่{_SPACE}$")
_NUMBER = re.compile(rf"[{_DIGIT}]+(?:[.,:][{_DIGIT}]+)*")
# The lookahead starts at the beginning of a word only, so that the time stays linear.
_LATIN_WORD = re.compile(r"(?<!\S)(?=\S{0,200}?[A-Za-z@/_#])\S+")
_QUOTED = re.compile(r"“[^“”\n]*”")
_COVID = re.compile(r"(?i)(?:โควิด|covid)\s*[-–]?\s*19")
# Digits in these are not compared with the others of a draft.
_IGNORED = (_LATIN_WORD, _QUOTED, _COVID)
_TIME = re.compile(
    rf"(?<![{_DIGIT}.:,])([{_DIGIT}]{{1,2}})([.:])([{_DIGIT}]{{2}})({_SPACE})น\.(?![ก-๙]\.)"
)
_ERA_WITHOUT_STOPS = re.compile(
    rf"(?<![ก-๙.])([พค])(?:\.ศ(?!\.)|ศ\.)(?={_SPACE}[{_DIGIT}]{{4}})|(?<![ก-๙.])([พค])\.[ \u00a0]ศ\."
)
_MONTHS_BY_LETTERS = {month.replace(".", ""): month for month in MONTH_ABBREVIATIONS}
_MONTH_WITHOUT_STOPS = re.compile(
    rf"(?<=[{_DIGIT}])({_SPACE})([ก-ฮเ][.]?[ก-ฮ]{{1,2}}\.?[คพย]?\.?)(?={_SPACE}[{_DIGIT}])"
)


def mixed_digits(texts: DraftTexts) -> Iterator[tuple[str, Spot]]:
    """Thai and ASCII digits in one draft: the rarer kind is to become the other.

    Digits in quotations, Latin words and โควิด-19 are ignored; both kinds within one number are
    reported in any case.
    """
    thai_numbers: list[tuple[str, re.Match[str]]] = []
    arabic_numbers: list[tuple[str, re.Match[str]]] = []
    for field, text in texts.items():
        ignored = bytearray(len(text))
        for pattern in _IGNORED:
            for match in pattern.finditer(text):
                ignored[match.start() : match.end()] = b"\1" * len(match.group())
        for match in _NUMBER.finditer(text):
            number = match.group()
            is_thai = any(digit in THAI_DIGITS for digit in number)
            if is_thai and to_thai_digits(number) != number:
                fixes = (to_arabic_digits(number), to_thai_digits(number))
                message = "เลขไทยกับเลขอารบิกอยู่ในจำนวนเดียวกัน"
                yield field, Spot(*match.span(), message, fixes)
            elif not ignored[match.start()]:
                (thai_numbers if is_thai else arabic_numbers).append((field, match))
    if not thai_numbers or not arabic_numbers:
        return
    is_thai_rarer = len(thai_numbers) <= len(arabic_numbers)
    rarer = thai_numbers if is_thai_rarer else arabic_numbers
    convert = to_arabic_digits if is_thai_rarer else to_thai_digits
    usual = "อารบิก" if is_thai_rarer else "ไทย"
    message = f"ข่าวนี้ใช้เลขไทยปนกับเลขอารบิก ส่วนใหญ่เป็นเลข{usual}"
    for field, match in rarer:
        yield field, Spot(*match.span(), message, (convert(match.group()),))


def _format_year(year: int, like: str) -> str:
    """`year` in Thai or ASCII digits, whichever `like` begins with."""
    return to_thai_digits(str(year)) if like[0] in THAI_DIGITS else str(year)


def named_eras(text: str) -> Iterator[Spot]:
    """พ.ศ. 2016, ค.ศ. 2559, and a year to which 543 has been added twice."""
    for match in _ERA_AND_YEAR.finditer(text):
        era, digits = match.groups()
        year = int(to_arabic_digits(digits))
        before = text[match.start() : match.start(2)]
        if era == "พ" and year in _CHRISTIAN_YEARS:
            fixes = (
                before + _format_year(to_buddhist_year(year), digits),
                f"ค{before[1:]}{digits}",
            )
            yield Spot(*match.span(), f"ปี {digits} น่าจะเป็น ค.ศ.", fixes)
        elif era == "ค" and year in _BUDDHIST_YEARS:
            fixes = (
                f"พ{before[1:]}{digits}",
                before + _format_year(to_christian_year(year), digits),
            )
            yield Spot(*match.span(), f"ปี {digits} น่าจะเป็น พ.ศ.", fixes)
        elif (
            era == "พ"
            and to_christian_year(year) in _BUDDHIST_YEARS
            and year not in _BUDDHIST_YEARS
        ):
            fix = before + _format_year(to_christian_year(year), digits)
            yield Spot(*match.span(), "ปีนี้อยู่ไกลในอนาคต เหมือนบวก 543 ซ้ำ", (fix,))


def mixed_eras(texts: DraftTexts) -> Iterator[tuple[str, Spot]]:
    """`ปี 2016` in a draft that has years of the Buddhist era."""
    years = [
        (field, match)
        for field, text in texts.items()
        for match in _YEAR_WITHOUT_ERA.finditer(text)
    ]
    if not any(int(to_arabic_digits(match[1])) in _BUDDHIST_YEARS for _, match in years):
        return
    for field, match in years:
        digits = match[1]
        year = int(to_arabic_digits(digits))
        if year in _CHRISTIAN_YEARS and not _BUDDHIST_YEAR_FOLLOWS.match(texts[field], match.end()):
            fixes = (_format_year(to_buddhist_year(year), digits), f"ค.ศ. {digits}")
            message = f"ข่าวนี้ใช้ปี พ.ศ. แต่ปี {digits} เป็น ค.ศ."
            yield field, Spot(*match.span(1), message, fixes)


def _christian_year(digits: str | None) -> int | None:
    """The year of the Christian era that `digits` mean in either era; None if in neither."""
    if digits is None:
        return None
    year = int(to_arabic_digits(digits))
    if year in _BUDDHIST_YEARS:
        return to_christian_year(year)
    return year if year in _CHRISTIAN_YEARS else None


def dates(text: str) -> Iterator[Spot]:
    """31 เมษายน, and a weekday that does not fall on that date."""
    for match in _DATE.finditer(text):
        day, name = int(to_arabic_digits(match[1])), match[2]
        months = MONTH_NAMES if name in MONTH_NAMES else MONTH_ABBREVIATIONS
        year = _christian_year(match[3])
        try:
            # Without a year any leap year will do.
            written = date(year or 2000, months.index(name) + 1, day)
        except ValueError:
            yield Spot(*match.span(), "ไม่มีวันที่นี้ในปฏิทิน")
            continue
        weekday = _WEEKDAY_BEFORE.search(text[max(match.start() - 20, 0) : match.start()])
        if year and weekday and weekday[1] != (right := WEEKDAY_NAMES[written.weekday()]):
            start = match.start() - len(weekday.group())
            fix = f"วัน{right}ที่" + weekday.group()[len(f"วัน{weekday[1]}ที่") :]
            message = f"วันที่นี้ตรงกับวัน{right} ไม่ใช่วัน{weekday[1]}"
            yield Spot(start, match.start(), message, (fix,))


def times(text: str) -> Iterator[Spot]:
    """09:00 น. and 09.00น. are written 09.00 น.; 25.00 น. does not exist."""
    for match in _TIME.finditer(text):
        hour, separator, minute, space = match.groups()
        if int(to_arabic_digits(hour)) > 24 or int(to_arabic_digits(minute)) > 59:
            yield Spot(*match.span(), "ไม่มีเวลานี้")
        elif separator == ":" or not space:
            yield Spot(*match.span(), "เขียนเวลาแบบ 09.00 น.", (f"{hour}.{minute} น.",))


def abbreviations(text: str) -> Iterator[Spot]:
    """พ.ศ 2559, พศ. 2559 and 6 สค. 59 lack full stops."""
    for match in _ERA_WITHOUT_STOPS.finditer(text):
        letter = match[1] or match[2]
        yield Spot(*match.span(), "อักษรย่อนี้มีจุดสองจุดและเขียนติดกัน", (f"{letter}.ศ.",))
    for match in _MONTH_WITHOUT_STOPS.finditer(text):
        written = match[2]
        right = _MONTHS_BY_LETTERS.get(written.replace(".", ""))
        if right and right != written:
            yield Spot(*match.span(2), "อักษรย่อของเดือนมีจุดหลังอักษรทุกส่วน", (right,))
