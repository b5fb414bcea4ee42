"""Dates as other systems write them: zeros, either era, with and without a zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from newsroom.articles.editable_fields.record_values import parse_moment
from newsroom.thai.dates import BANGKOK, ThaiDateError, parse_datetime


def parse_export_time(gmt: str, local: str) -> datetime | None:
    """The moment of a pair of times as WordPress writes them; None if neither is one.

    The first is UTC, the second Bangkok's, for what has no UTC yet (`0000-00-00 00:00:00`). Years
    of the Buddhist era are understood.
    """
    return _parse(gmt, UTC) or _parse(local, BANGKOK)


def parse_rss_time(text: str) -> datetime | None:
    """The moment of `Sat, 06 Aug 2016 02:00:00 +0000`; None if it is none."""
    try:
        return parse_moment(text)
    except ValueError:  # `Mon, 30 Nov -0001`: WordPress's way to say that there is none
        return None


def _parse(text: str, zone: tzinfo) -> datetime | None:
    text = text.strip()
    if not text or text.startswith("0000"):
        return None
    try:
        parsed = parse_datetime(text)
    except ThaiDateError:
        return None
    has_own_zone = text.endswith("Z") or (len(text) > 6 and text[-6] in "+-" and text[-3] == ":")
    return parsed if has_own_zone else parsed.replace(tzinfo=zone)
