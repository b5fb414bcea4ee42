"""Plain text of WordPress's fields that may hold HTML: titles, excerpts, comments."""

from __future__ import annotations

from newsroom.body.plain_text import html_to_text
from newsroom.thai.clean import clean_line

# Stands for a line end while HTML is read, in which line ends are white space.
_LINE_END = "\ue000"


def plain_line(html: str) -> str:
    """One line. A `<` that begins no tag stays: `ค่าฝุ่น <50`."""
    if "<" not in html and "&" not in html:
        return clean_line(html)
    return clean_line(html_to_text(html))


def plain_prose(html: str) -> str:
    """Text whose line ends count, as in comments."""
    if "<" not in html and "&" not in html:
        return html
    marked = html.replace(_LINE_END, "").replace("\r\n", "\n").replace("\n", _LINE_END)
    return html_to_text(marked).replace(_LINE_END, "\n")
