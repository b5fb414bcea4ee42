"""Dates and times in Thai: Buddhist era, Bangkok time; formatting and parsing (T-D1 to T-D6).

Machine-readable dates are in the Christian era: use `iso_bangkok` in `datetime=` attributes and in
feeds (T-D2). The Thai solar calendar has the months and leap years of the Gregorian one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
# Year of the Buddhist era (พ.ศ.) less year of the Christian era (ค.ศ.).
BUDDHIST_ERA_OFFSET = 543
MONTH_NAMES = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
MONTH_ABBREVIATIONS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
WEEKDAY_NAMES = "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split()

# The years, inclusive, that are taken for one era or the other when typed; others are refused.
MIN_BUDDHIST_YEAR, MAX_BUDDHIST_YEAR = 2400, 2700
MIN_CHRISTIAN_YEAR, MAX_CHRISTIAN_YEAR = 1857, 2157

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH_NAME_YEAR = re.compile(
    r"(\d{1,2})\s*([^\d\s]+?)\s*(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*)?(\d{4}|\d{2})"
)
# A year of two digits behind a Thai month's name is of the Buddhist era, as `thai_date` writes it;
# below, it could be one of the Christian era.
_MIN_SHORT_YEAR = 40
_TIME = re.compile(r"(\d{1,2})\s*[.:]\s*(\d{2})(?:[.:](\d{2}))?\s*(?:น\.?)?")
_LEADING_WEEKDAY = re.compile(rf"^(?:วัน)?(?:{'|'.join(WEEKDAY_NAMES)})(?:ที่)?\s*|^วันที่\s*")
_DATE_TIME_SEPARATOR = re.compile(r"\s*(?:,|เวลา|T)\s*$")
_ISO_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
# At the end, so that the full stops of a date such as 6.8.2559 are not taken for a time.
_TRAILING_TIME = re.compile(r"(?:^|\s|,|เวลา)(\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:น\.?)?)$")

DateStyle = Literal["full", "long", "medium", "short"]


class ThaiDateError(ValueError):
    """A date or time that cannot be read; the message is for the editor, in Thai."""


def to_buddhist_year(year: int) -> int:
    """2016 → 2559."""
    return year + BUDDHIST_ERA_OFFSET


def to_christian_year(year: int) -> int:
    """2559 → 2016."""
    return year - BUDDHIST_ERA_OFFSET


def in_bangkok(value: datetime) -> datetime:
    """`value` in Bangkok time (UTC+7); a naive value is taken for Bangkok time already."""
    return value.astimezone(BANGKOK) if value.tzinfo else value.replace(tzinfo=BANGKOK)


def thai_date(value: date, style: DateStyle = "long") -> str:
    """`value` in one of the styles; a datetime is converted to Bangkok time first (T-D1, T-D4).

    full    วันเสาร์ที่ 6 สิงหาคม พ.ศ. 2559
    long    6 สิงหาคม 2559
    medium  6 ส.ค. 2559
    short   6 ส.ค. 59
    """
    day = in_bangkok(value).date() if isinstance(value, datetime) else value
    year = to_buddhist_year(day.year)
    if style == "full":
        return (
            f"วัน{WEEKDAY_NAMES[day.weekday()]}ที่ {day.day} {MONTH_NAMES[day.month - 1]} พ.ศ. {year}"
        )
    if style == "long":
        return f"{day.day} {MONTH_NAMES[day.month - 1]} {year}"
    if style == "medium":
        return f"{day.day} {MONTH_ABBREVIATIONS[day.month - 1]} {year}"
    if style == "short":
        return f"{day.day} {MONTH_ABBREVIATIONS[day.month - 1]} {year % 100:02d}"
    raise ValueError(f"no such style: {style}")


def thai_time(value: datetime) -> str:
    """`09.05 น.`, the style of Thai newspapers."""
    local = in_bangkok(value)
    return f"{local.hour:02d}.{local.minute:02d} น."


def thai_datetime(value: datetime) -> str:
    """`6 สิงหาคม 2559 เวลา 09.05 น.`"""
    return f"{thai_date(value)} เวลา {thai_time(value)}"


def news_date(value: datetime, now: datetime) -> str:
    """As lists of news show it: `14.36 น.` of today, `เมื่อวาน`, else the medium date."""
    days = (in_bangkok(now).date() - in_bangkok(value).date()).days
    if days == 0:
        return thai_time(value)
    return "เมื่อวาน" if days == 1 else thai_date(value, "medium")


def years_since(value: datetime, now: datetime) -> int:
    """Whole years from `value` to `now`, by the calendar of Bangkok."""
    then, today = in_bangkok(value).date(), in_bangkok(now).date()
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))


def thai_month(year: int, month: int) -> str:
    """`สิงหาคม 2559`; `year` is of the Christian era, `month` from 1 to 12."""
    return f"{MONTH_NAMES[month - 1]} {to_buddhist_year(year)}"


def iso_bangkok(value: datetime) -> str:
    """`2016-08-06T09:05:00+07:00`: ISO 8601 in Bangkok time, for machines (T-D2)."""
    return in_bangkok(value).isoformat(timespec="seconds")


def relative_time(then: datetime, now: datetime) -> str:
    """The time from `then` to `now` in Thai: "5 นาทีที่แล้ว"; after 7 days the date (T-D6).

    Times in the future are given too: "อีก 30 นาที", "พรุ่งนี้ 08.00 น.".
    """
    then, now = in_bangkok(then), in_bangkok(now)
    seconds = (now - then).total_seconds()
    days = (now.date() - then.date()).days
    if seconds < 0:
        return _time_until(then, -seconds, -days)
    if seconds < 60:
        return "เมื่อสักครู่"
    if seconds < 3600:
        return f"{int(seconds // 60)} นาทีที่แล้ว"
    if seconds < 86400 and (days == 0 or seconds < 6 * 3600):
        return f"{int(seconds // 3600)} ชั่วโมงที่แล้ว"
    if days <= 1:
        return "เมื่อวานนี้"
    return f"{days} วันที่แล้ว" if days <= 7 else thai_date(then)


def _time_until(then: datetime, seconds: float, days: int) -> str:
    if seconds < 60:
        return "ในอีกไม่ถึงหนึ่งนาที"
    if seconds < 3600:
        return f"อีก {int(seconds // 60)} นาที"
    if days == 0:
        return f"วันนี้ {thai_time(then)}"
    if days == 1:
        return f"พรุ่งนี้ {thai_time(then)}"
    return f"{thai_date(then, 'medium')} {thai_time(then)}"


def parse_date(text: str) -> date:
    """Read a date typed as `6/8/2559`, `06/08/2016`, `2016-08-06`, `๖ ส.ค. ๒๕๕๙`, … (T-D3).

    Years from 2400 to 2700 are of the Buddhist era, from 1857 to 2157 of the Christian. Raises
    `ThaiDateError` for anything ambiguous or impossible.
    """
    line = _LEADING_WEEKDAY.sub("", to_arabic_digits(clean_line(text)))
    if not line:
        raise ThaiDateError("กรุณาใส่วันที่")
    if match := _ISO_DATE.fullmatch(line):
        year, month, day = map(int, match.groups())
    elif match := _DAY_MONTH_YEAR.fullmatch(line):
        day, month, year = map(int, match.groups())
    elif match := _DAY_MONTH_NAME_YEAR.fullmatch(line):
        day, month, year = int(match[1]), _month_number(match[2]), int(match[3])
        if _MIN_SHORT_YEAR <= year < 100 and "ค" not in line[match.end(2) :]:
            year += 2500
    else:
        raise ThaiDateError(f"ไม่เข้าใจวันที่ «{line[:40]}» พิมพ์แบบ 6/8/2559 หรือ 6 สิงหาคม 2559")
    if MIN_BUDDHIST_YEAR <= year <= MAX_BUDDHIST_YEAR:
        year = to_christian_year(year)
    elif not MIN_CHRISTIAN_YEAR <= year <= MAX_CHRISTIAN_YEAR:
        raise ThaiDateError(f"ปี {year} อยู่นอกช่วงที่ใช้ได้ ใส่ปี พ.ศ. เช่น 2559 หรือ ค.ศ. เช่น 2016")
    if not 1 <= month <= 12:
        raise ThaiDateError(f"ไม่มีเดือนที่ {month} (ลำดับคือ วัน/เดือน/ปี)")
    try:
        return date(year, month, day)
    except ValueError:
        raise ThaiDateError(
            f"เดือน{MONTH_NAMES[month - 1]} {to_buddhist_year(year)} ไม่มีวันที่ {day}"
        ) from None


def _month_number(name: str) -> int:
    """1 to 12 for a month's name, its abbreviation, or a beginning as in speech (มกรา, สิงหา)."""
    plain = name.replace(".", "")
    for number, (full, short) in enumerate(zip(MONTH_NAMES, MONTH_ABBREVIATIONS, strict=True), 1):
        if plain in (full, short.replace(".", "")) or (len(plain) > 3 and full.startswith(plain)):
            return number
    raise ThaiDateError(f"ไม่รู้จักเดือน «{name[:20]}»")


def parse_time(text: str) -> time:
    """Read a time of day: `09.05`, `9:05 น.`, `๐๙.๐๕`. Raises `ThaiDateError`."""
    line = to_arabic_digits(clean_line(text))
    match = _TIME.fullmatch(line)
    if not match:
        raise ThaiDateError(f"ไม่เข้าใจเวลา «{line[:20]}» พิมพ์แบบ 09.05")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ThaiDateError(f"ไม่มีเวลา {line[:20]} ใช้เวลาระหว่าง 00.00 ถึง 23.59")
    return time(hour, minute, second)


def parse_datetime(text: str) -> datetime:
    """Read a date and time: `6/8/2559 09.05`, `6 ส.ค. 2559 เวลา 09.05 น.`, ISO 8601.

    The result is in Bangkok time; a date alone means its midnight. Raises `ThaiDateError`.
    """
    line = to_arabic_digits(clean_line(text))
    if _ISO_DATETIME.match(line):
        day = parse_date(line[:10])  # either era; refuses years out of range
        try:
            return in_bangkok(datetime.fromisoformat(f"{day}T{line[11:]}"))
        except ValueError:
            raise ThaiDateError(f"ไม่เข้าใจวันเวลา «{line[:40]}»") from None
    match = _TRAILING_TIME.search(line)
    if not match or not line[: match.start()].strip():
        return start_of_day(parse_date(line))
    day = parse_date(_DATE_TIME_SEPARATOR.sub("", line[: match.start(1)]).strip())
    return datetime.combine(day, parse_time(match[1]), BANGKOK)


def start_of_day(day: date) -> datetime:
    """Midnight in Bangkok at the beginning of `day` (T-D4)."""
    return datetime.combine(day, time(), BANGKOK)


def month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """The beginning of a month and of the next one, in Bangkok time: a half-open interval.

    `year` is of the Christian era.
    """
    first = date(year, month, 1)
    next_first = (first + timedelta(days=32)).replace(day=1)
    return start_of_day(first), start_of_day(next_first)
