"""Bodies that are no HTML as they stand: plain text, and HTML that was encoded twice."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import linebreaks

_TAG = re.compile(r"<[A-Za-z/!]")
_ENCODED_END = re.compile(
    r"&lt;/(?:p|div|strong|b|em|a|h[1-6]|ul|ol|li|span|table|figure)&gt;|&lt;br ?/?&gt;"
)


def once_encoded(html: str) -> str:
    """HTML all of whose tags are character references, `&lt;p&gt;…&lt;/p&gt;`, with tags."""
    if "&lt;" not in html or _TAG.search(html) or not _ENCODED_END.search(html):
        return html
    return unescape(html)


def as_html(text: str) -> str:
    """A body as HTML: of plain text, an empty line ends a paragraph, a line end is a line break."""
    text = once_encoded(text)
    return linebreaks(text) if "\n" in text.strip() and not _TAG.search(text) else text
