"""URL converters: `<bigid:pk>` and `<thai:slug>`; and `parse_id` for ids from form and query data."""

from __future__ import annotations

from urllib.parse import quote

from newsroom.thai.clean import clean_line

# The largest value of a BigAutoField on every database.
MAX_ID = 2**63 - 1


def parse_id(text: str | None) -> int | None:
    """The primary key written in `text` (ASCII digits, 1 to `MAX_ID`); None for anything else."""
    # Longer texts hold no id, and `int` refuses those beyond 4,300 digits.
    if not text or len(text) > 40 or not (text.isascii() and text.isdecimal()):
        return None
    value = int(text)
    return value if 0 < value <= MAX_ID else None


class BigIdConverter:
    """A primary key in a path; what no row can have is no match, so a 404."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        pk = parse_id(value)
        if pk is None:
            raise ValueError("not a primary key")
        return pk

    def to_url(self, value: int) -> str:
        return str(value)


class ThaiSlugConverter:
    """A path segment that may be Thai; every form of it arrives normalised by `clean_line` (T-U3).

    Django has already percent-decoded the path. Bytes that are not UTF-8 reach us as U+FFFD and
    match nothing.
    """

    regex = r"[^/\x00-\x1f\ufffd]+"

    def to_python(self, value: str) -> str:
        cleaned = clean_line(value)
        if not cleaned or "%" in cleaned:
            raise ValueError("not a slug")
        return cleaned

    def to_url(self, value: str) -> str:
        if not value or quote(value, safe="") == "":
            raise ValueError("not a slug")
        return value
