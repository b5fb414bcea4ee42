"""Thai in addresses."""

from urllib.parse import quote

from newsroom.thai.clean import clean_line


class ThaiSlug:
    """A path segment that may be Thai; every spelling of it arrives clean (T-U3).

    Django has decoded the percent-encoding; what is no UTF-8 reaches us as a replacement
    character and matches nothing.
    """

    regex = r"[^/\x00-\x1f\ufffd]+"

    def to_python(self, value: str) -> str:
        cleaned = clean_line(value)
        if not cleaned or "%" in cleaned:
            raise ValueError("no slug")
        return cleaned

    def to_url(self, value: str) -> str:
        if not value or quote(value, safe="") == "":
            raise ValueError("no slug")
        return value
