"""Values as the files of other systems write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from newsroom.thai.dates import parse_datetime

# States of other systems → ours.
SAME_STATUSES = {
    "publish": "published", "live": "published", "public": "published", "future": "published",
    "scheduled": "published", "pending": "review",
}  # fmt: skip
# `Sat, 06 Aug 2016 02:00:00 +0000`; Python would read `-0001`, WordPress's «no date», as 2000.
_RFC_5322 = re.compile(r"[A-Za-z]{3}, *[0-9]{1,2} +[A-Za-z]{3} +[0-9]{4} ")
_NO = {"", "false", "no", "off", "0", "closed", "close", "ปิด"}


def parse_moment(value: Any) -> datetime | None:
    """The aware moment of a date and time in either era, None for an empty one (T-D3).

    Without a zone it is Bangkok's. Seconds and milliseconds since 1970 and the dates of mail and
    RSS (RFC 5322) are understood, too. Raises ValueError for what is no time.
    """
    if not value:
        return None
    text = str(value).strip()
    if text.isascii() and text.isdecimal() and len(text) in (9, 10, 12, 13):
        return datetime.fromtimestamp(int(text) / (1 if len(text) < 12 else 1000), UTC)
    if _RFC_5322.match(text):
        with suppress(ValueError):
            text = parsedate_to_datetime(text).isoformat()
    return parse_datetime(text)


def is_yes(value: Any) -> bool:
    """Whether a box is checked."""
    return value.strip().lower() not in _NO if isinstance(value, str) else bool(value)


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""
