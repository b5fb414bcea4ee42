"""What inline styles mean: bold, italic, underlined, struck, raised, lowered, hidden, line ends.

Google Docs, Pages, Outlook, LINE and Teams put on the clipboard what other programs say by tags.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from newsroom.body.model.inline import Marks, mark, with_mark, without_mark

_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_NOT_BOLD = {"normal", "lighter", "100", "200", "300", "400", "500"}


class Style(NamedTuple):
    """`added` and `removed`: mark tags; `keeps_lines`: a line end in the text is a line break."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    is_hidden: bool = False
    keeps_lines: bool = False


def declarations(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute, lower-case, without `!important`."""
    found = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            value = value.strip().lower().removesuffix("!important").rstrip()
            found[name.strip().lower()] = value
    return found


@lru_cache(maxsize=2048)
def read_style(style: str) -> Style:
    """The meaning of a `style` attribute."""
    values = declarations(style)
    added, removed = [], []
    weight = values.get("font-weight", "")
    if weight in _BOLD:
        added.append("strong")
    elif weight in _NOT_BOLD:
        removed.append("strong")
    slant = values.get("font-style", "")
    if slant.startswith(("italic", "oblique")):
        added.append("em")
    elif slant == "normal":
        removed.append("em")
    lines = f"{values.get('text-decoration', '')} {values.get('text-decoration-line', '')}"
    if "underline" in lines:
        added.append("u")
    if "line-through" in lines:
        added.append("s")
    if "none" in lines:
        removed += ["u", "s"]
    vertical = values.get("vertical-align", "")
    if vertical in ("super", "sub"):
        added.append("sup" if vertical == "super" else "sub")
    is_hidden = (
        values.get("display") == "none"
        or values.get("mso-hide") == "all"
        or values.get("visibility") == "hidden"
    )
    keeps_lines = values.get("white-space", "") in ("pre", "pre-wrap", "pre-line", "break-spaces")
    return Style(tuple(added), tuple(removed), is_hidden, keeps_lines)


def apply_style(style: Style, marks: Marks) -> Marks:
    for tag in style.removed:
        marks = without_mark(marks, tag)
    for tag in style.added:
        # A link is underlined anyway.
        if tag != "u" or not any(old.tag == "a" for old in marks):
            marks = with_mark(marks, mark(tag))
    return marks
