"""The paths of public pages, without a database object: `get_absolute_url()` uses these."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from newsroom.web.url_templates import UrlTemplate

article_url = UrlTemplate("articles:article", pk=int)
section_url = UrlTemplate("articles:section", slug=str)
author_url = UrlTemplate("articles:author", slug=str)
place_url = UrlTemplate("articles:place", code=int)
_archive_month_url = UrlTemplate("articles:archive_month", year=int, month=int)
_archive_day_url = UrlTemplate("articles:archive_day", year=int, month=int, day=int)
_tag_url = UrlTemplate("articles:tag", slug=str)


def tag_url(slug: str) -> str:
    """The path of a tag with a Thai slug, percent-encoded: `/tag/%E0%B8%82…/` (T-U3)."""
    return _tag_url(slug=quote(slug, safe=""))


def archive_month_url(year: int, month: int) -> str:
    """The path of a month (Christian year): `/archive/2016/08/`."""
    return _archive_month_url(year=f"{year:04d}", month=f"{month:02d}")


def archive_day_url(day: date) -> str:
    """The path of a day: `/archive/2016/08/06/`."""
    return _archive_day_url(year=f"{day.year:04d}", month=f"{day.month:02d}", day=f"{day.day:02d}")
