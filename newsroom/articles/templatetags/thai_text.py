"""How templates write dates, counts and Thai text."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from newsroom.thai import dates, numerals, typography

register = template.Library()


@register.filter
def thaidate(value: date | None, style: str = "long") -> str:
    """`6 สิงหาคม 2559`; styles full, long, medium, short."""
    return dates.thai_date(value, style) if value else ""


@register.filter
def thaitime(value: datetime | None) -> str:
    """`09.05 น.`"""
    return dates.thai_time(value) if value else ""


@register.filter
def thaidatetime(value: datetime | None) -> str:
    """`6 สิงหาคม 2559 เวลา 09.05 น.`"""
    return dates.thai_datetime(value) if value else ""


@register.filter
def iso(value: datetime | None) -> str:
    """The machine's date, in the Christian era, for `datetime=` (T-D2)."""
    return dates.iso_bangkok(value) if value else ""


@register.filter
def count(value: int | None) -> str:
    """`1,234`"""
    return numerals.thai_count(value or 0)


@register.filter
def typeset(value: str) -> str:
    """Plain text whose blanks never leave ๆ alone at the beginning of a line (T-L2)."""
    return typography.typeset(value or "")
