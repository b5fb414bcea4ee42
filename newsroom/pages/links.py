"""Links that the desk types into a menu."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError


def validate_link(url: str) -> None:
    """Raise a ValidationError unless `url` is a path of this site or an http(s) URL with a host."""
    try:
        parts = urlsplit(url)
        is_absolute = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_absolute = False
    is_path = url.startswith("/") and not url.startswith("//")
    is_clean = all(character > " " and character != "\\" for character in url)
    if not is_clean or not (is_absolute or is_path):
        raise ValidationError("ใส่ที่อยู่ในเว็บนี้ เช่น /archive/ หรือที่อยู่เต็มที่ขึ้นต้นด้วย https://")
