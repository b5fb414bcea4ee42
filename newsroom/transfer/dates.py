"""Dates as other systems write them: zeros, either era, with and without a zone."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from newsroom.thai.dates import BANGKOK, ThaiDateError, parse_datetime


def parse_export_time(gmt: str, local: str) -> datetime | None:
    """The moment of a pair of times as WordPress writes them; None if neither is one.

    The first is UTC, the second Bangkok's, for what has no UTC yet (`0000-00-00 00:00:00`). Years
    of the Buddhist era are understood.
    """
    return _parse(gmt, UTC) or _parse(local, BANGKOK)


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
