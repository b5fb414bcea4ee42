"""Dates as Thai readers write them: Buddhist era, Bangkok time (T-D1 … T-D6).

Machines keep the Christian era: use `iso_bangkok` in `datetime=` attributes and feeds (T-D2).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic

BANGKOK = ZoneInfo("Asia/Bangkok")
ERA = 543
MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
WEEKDAYS = "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split()

# A year typed between these is Buddhist; between FIRST and LAST Christian. Nothing else is a year.
FIRST_BUDDHIST, LAST_BUDDHIST = 2400, 2700
FIRST_CHRISTIAN, LAST_CHRISTIAN = 1857, 2157

_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s*([^\d\s]+?)\s*(?:พ\.?\s?ศ\.?\s*|ค\.?\s?ศ\.?\s*)?(\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[.:]\s*(\d{2})(?:[.:](\d{2}))?\s*(?:น\.?)?")
_WEEKDAY = re.compile(rf"^(?:วัน)?(?:{'|'.join(WEEKDAYS)})(?:ที่)?\s*|^วันที่\s*")
_BETWEEN = re.compile(r"\s*(?:,|เวลา|T)\s*$")


class ThaiDateError(ValueError):
    """A date that cannot be understood; the message tells the editor so in Thai."""


def to_buddhist(year: int) -> int:
    """2016 → 2559."""
    return year + ERA


def to_christian(year: int) -> int:
    """2559 → 2016."""
    return year - ERA


def in_bangkok(value: datetime) -> datetime:
    """`value` on a Bangkok clock; a naive one is taken as Bangkok's."""
    return value.astimezone(BANGKOK) if value.tzinfo else value.replace(tzinfo=BANGKOK)


def thai_date(value: date, style: str = "long") -> str:
    """`long` 6 สิงหาคม 2559 · `full` วันเสาร์ที่ 6 สิงหาคม พ.ศ. 2559 · `medium` 6 ส.ค. 2559 · `short` 6 ส.ค. 59."""
    day = in_bangkok(value).date() if isinstance(value, datetime) else value
    year = to_buddhist(day.year)
    if style == "full":
        return f"วัน{WEEKDAYS[day.weekday()]}ที่ {day.day} {MONTHS[day.month - 1]} พ.ศ. {year}"
    if style == "long":
        return f"{day.day} {MONTHS[day.month - 1]} {year}"
    if style == "medium":
        return f"{day.day} {SHORT_MONTHS[day.month - 1]} {year}"
    if style == "short":
        return f"{day.day} {SHORT_MONTHS[day.month - 1]} {year % 100:02d}"
    raise ValueError(f"no such style: {style}")


def thai_time(value: datetime) -> str:
    """`09.05 น.`, the editorial style."""
    clock = in_bangkok(value)
    return f"{clock.hour:02d}.{clock.minute:02d} น."


def thai_datetime(value: datetime) -> str:
    """`6 สิงหาคม 2559 เวลา 09.05 น.`"""
    return f"{thai_date(value)} เวลา {thai_time(value)}"


def thai_month(year: int, month: int) -> str:
    """`สิงหาคม 2559` of a Christian year and a month from 1 to 12."""
    return f"{MONTHS[month - 1]} {to_buddhist(year)}"


def iso_bangkok(value: datetime) -> str:
    """`2016-08-06T09:05:00+07:00`, for machines."""
    return in_bangkok(value).isoformat(timespec="seconds")


def relative_time(then: datetime, now: datetime) -> str:
    """How long ago, or how soon, in words; after 7 days the date (T-D6)."""
    then, now = in_bangkok(then), in_bangkok(now)
    seconds = (now - then).total_seconds()
    days = (now.date() - then.date()).days
    if seconds < 0:
        return _soon(then, -seconds, -days)
    if seconds < 60:
        return "เมื่อสักครู่"
    if seconds < 3600:
        return f"{int(seconds // 60)} นาทีที่แล้ว"
    if seconds < 86400 and (days == 0 or seconds < 6 * 3600):
        return f"{int(seconds // 3600)} ชั่วโมงที่แล้ว"
    if days <= 1:
        return "เมื่อวานนี้"
    return f"{days} วันที่แล้ว" if days <= 7 else thai_date(then)


def _soon(then: datetime, seconds: float, days: int) -> str:
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
    """The date in `text` (T-D3): `6/8/2559`, `06/08/2016`, `2016-08-06`, `๖ ส.ค. ๒๕๕๙`, …

    Years 2400–2700 are Buddhist. Raises `ThaiDateError` for anything unclear or impossible.
    """
    line = _WEEKDAY.sub("", to_arabic(clean_line(text)))
    if not line:
        raise ThaiDateError("กรุณาใส่วันที่")
    if found := _ISO.fullmatch(line):
        year, month, day = map(int, found.groups())
    elif found := _NUMERIC.fullmatch(line):
        day, month, year = map(int, found.groups())
    elif found := _NAMED.fullmatch(line):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise ThaiDateError(f"ไม่เข้าใจวันที่ «{line[:40]}» พิมพ์แบบ 6/8/2559 หรือ 6 สิงหาคม 2559")
    if FIRST_BUDDHIST <= year <= LAST_BUDDHIST:
        year = to_christian(year)
    elif not FIRST_CHRISTIAN <= year <= LAST_CHRISTIAN:
        raise ThaiDateError(f"ปี {year} อยู่นอกช่วงที่ใช้ได้ ใส่ปี พ.ศ. เช่น 2559 หรือ ค.ศ. เช่น 2016")
    if not 1 <= month <= 12:
        raise ThaiDateError(f"ไม่มีเดือนที่ {month} (ลำดับคือ วัน/เดือน/ปี)")
    try:
        return date(year, month, day)
    except ValueError:
        raise ThaiDateError(f"เดือน{MONTHS[month - 1]} {to_buddhist(year)} ไม่มีวันที่ {day}") from None


def _month(name: str) -> int:
    bare = name.replace(".", "")
    for number, (long, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1):
        # มกรา, สิงหา … are how people say them.
        if bare in (long, short.replace(".", "")) or (len(bare) > 3 and long.startswith(bare)):
            return number
    raise ThaiDateError(f"ไม่รู้จักเดือน «{name[:20]}»")


def parse_time(text: str) -> time:
    """The time in `text`: `09.05`, `9:05 น.`, `๐๙.๐๕`. Raises `ThaiDateError`."""
    line = to_arabic(clean_line(text))
    found = _TIME.fullmatch(line)
    if not found:
        raise ThaiDateError(f"ไม่เข้าใจเวลา «{line[:20]}» พิมพ์แบบ 09.05")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ThaiDateError(f"ไม่มีเวลา {line[:20]} ใช้เวลาระหว่าง 00.00 ถึง 23.59")
    return time(hour, minute, second)


def parse_datetime(text: str) -> datetime:
    """The moment in `text`, on a Bangkok clock: `6/8/2559 09.05`, `6 ส.ค. 2559 เวลา 09.05 น.`, ISO.

    A date alone is its midnight. Raises `ThaiDateError`.
    """
    line = to_arabic(clean_line(text))
    try:
        if re.match(r"\d{4}-\d{2}-\d{2}T", line):
            moment = in_bangkok(datetime.fromisoformat(line))
            parse_date(f"{moment:%Y-%m-%d}")
            return moment
    except ThaiDateError:
        raise
    except ValueError:
        raise ThaiDateError(f"ไม่เข้าใจวันเวลา «{line[:40]}»") from None
    # The time is what stands at the end and does not swallow a date's own dots.
    found = re.search(r"(?:^|\s|,|เวลา)(\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:น\.?)?)$", line)
    if not found or not line[: found.start()].strip():
        return datetime.combine(parse_date(line), time(), BANGKOK)
    day = parse_date(_BETWEEN.sub("", line[: found.start(1)]).strip())
    return datetime.combine(day, parse_time(found[1]), BANGKOK)


def start_of_day(day: date) -> datetime:
    """Bangkok's midnight at the beginning of `day` (T-D4)."""
    return datetime.combine(day, time(), BANGKOK)


def start_of_month(year: int, month: int) -> tuple[datetime, datetime]:
    """The first moments of a month (Christian year) and of the next one, in Bangkok."""
    first = date(year, month, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return start_of_day(first), start_of_day(following)
