"""Anchors: which blocks keep an id, and where the links inside a body lead."""

from __future__ import annotations

from urllib.parse import quote, unquote

from newsroom.body.conversion import Conversion
from newsroom.body.parsing.tree import Element

MAX_ID_LENGTH = 120
# An anchor of a body must not have an id of our own pages: it gets another name.
RESERVED_PREFIXES = ("id_", "comment-", "comments")
RESERVED = {
    "main",
    "content",
    "top",
    "menu",
    "nav",
    "search",
    "q",
    "site-menu",
    "author",
    "footer",
    "contents",
}
_HEADINGS = ("h2", "h3", "h4")


def settle_anchors(blocks: list[Element], conversion: Conversion) -> None:
    """Ids of headings and of blocks that a link leads to stay; links follow the ids' new names."""
    if not conversion.anchors and not conversion.linked_anchors:
        return
    linked = {unquote(name) for name in conversion.linked_anchors}
    targets = {conversion.anchors.get(name, name) for name in linked}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for block in (one for top in blocks for one in top.elements()):
        anchor = block.get("id")
        if not anchor:
            continue
        del block.attrs["id"]
        if block.tag in _HEADINGS or anchor in targets:
            name = _valid(anchor)
            if name and name not in taken:
                names[anchor] = name
                taken.add(name)
                block.attrs = {"id": name, **block.attrs}
    for link in (one for top in blocks for one in top.elements() if one.tag == "a"):
        href = link.get("href")
        if href.startswith("#"):
            anchor = unquote(href[1:])
            target = names.get(conversion.anchors.get(anchor, anchor))
            if target:
                link.attrs["href"] = f"#{target if _is_plain(target) else quote(target)}"


def _valid(anchor: str) -> str:
    """An id without white space that no page of ours uses itself."""
    name = "-".join(anchor.split())[:MAX_ID_LENGTH]
    is_reserved = name in RESERVED or name.startswith(RESERVED_PREFIXES)
    return f"h-{name}" if is_reserved else name


def _is_plain(name: str) -> bool:
    return not set(name) & set(' "%<>[]\\^`{|}#')
