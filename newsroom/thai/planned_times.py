"""Moments as a desk says them when planning: `พรุ่งนี้ 6.00`, `06.00`, `6/8/69 18.00` (T-D3).

Only for what a person types about now; files are read by `newsroom.thai.dates`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from newsroom.thai.clean import clean_line
from newsroom.thai.dates import BANGKOK, in_bangkok, parse_date, parse_datetime, parse_time
from newsroom.thai.numerals import to_arabic_digits

_DAYS = {"วันนี้": 0, "คืนนี้": 0, "พรุ่งนี้": 1, "มะรืนนี้": 2, "มะรืน": 2}
_DAY_WORD = re.compile(rf"^({'|'.join(sorted(_DAYS, key=len, reverse=True))})(?:\s|เวลา|$)")
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:น\.?)?")
# Years 2560 to 2579; `16` could be of either era and is refused.
_SHORT_YEAR = re.compile(
    r"^(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*|\d{1,2}\s*[^\d\s]{2,12}\s*)([67]\d)(?=$|\s|,|เวลา)"
)


def parse_planned(text: str, now: datetime) -> datetime:
    """Read what was typed as a moment in Bangkok time. Raises `ThaiDateError`.

    A day alone means its midnight; `วันนี้` alone means now; a time alone is the next such time.
    """
    line, now = to_arabic_digits(clean_line(text)), in_bangkok(now)
    if match := _DAY_WORD.match(line):
        day = now.date() + timedelta(days=_DAYS[match[1]])
        clock = line[match.end(1) :].strip().removeprefix("เวลา").strip()
        if not clock:
            return now if match[1] == "วันนี้" else datetime.combine(day, datetime.min.time(), BANGKOK)
        return datetime.combine(day, parse_time(clock), BANGKOK)
    if _CLOCK.fullmatch(line):
        moment = datetime.combine(now.date(), parse_time(line), BANGKOK)
        return moment if moment > now else moment + timedelta(days=1)
    return parse_datetime(_SHORT_YEAR.sub(r"\g<1>25\2", line))


def parse_planned_day(text: str, now: datetime) -> date:
    """Read what was typed as a day: `พรุ่งนี้`, `6/8/69`, `6 ส.ค. 2569`. Raises `ThaiDateError`."""
    line = to_arabic_digits(clean_line(text))
    if (match := _DAY_WORD.match(line)) and match.end() == len(line):
        return in_bangkok(now).date() + timedelta(days=_DAYS[match[1]])
    return parse_date(_SHORT_YEAR.sub(r"\g<1>25\2", line))
