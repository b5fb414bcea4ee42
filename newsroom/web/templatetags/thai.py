"""Template filters for Thai dates, numbers and text."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from newsroom.thai import dates, numerals
from newsroom.thai.lines import typography

register = template.Library()


@register.filter
def thaidate(value: date | None, style: dates.DateStyle = "long") -> str:
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
def newsdate(value: datetime | None) -> str:
    """`14.36 น.` of today, `เมื่อวาน`, else `6 ส.ค. 2559`."""
    return dates.news_date(value, timezone.now()) if value else ""


@register.filter
def years_ago(value: datetime | None) -> int:
    """Whole years since a moment."""
    return dates.years_since(value, timezone.now()) if value else 0


@register.filter
def iso8601(value: datetime | None) -> str:
    """ISO 8601 in Bangkok time, for the attribute `datetime` (T-D2)."""
    return dates.iso_bangkok(value) if value else ""


@register.filter
def thai_number(value: int | None) -> str:
    """`1,234`"""
    return numerals.format_count(value or 0)


@register.filter
def typeset(value: str) -> str:
    """Plain text whose lines break where Thai allows it (T-L2, T-L6)."""
    return typography.typeset(value or "")


@register.filter
def headline_size(headline: str) -> str:
    """`large`, `medium` or `small`, by the length of a headline."""
    return typography.headline_size(headline)
