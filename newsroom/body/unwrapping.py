"""A paragraph alone in an item, a cell or a caption needs no `<p>`."""

from __future__ import annotations

from newsroom.body.parsing.tree import Element, Node

_LISTS = ("ul", "ol")


def unwrap_single_paragraphs(blocks: list[Element]) -> None:
    for block in blocks:
        if block.tag not in ("ul", "ol", "table", "blockquote", "aside"):
            continue
        for element in block.elements():
            if element.tag == "li":
                _unwrap(element, may_have_lists=True)
            elif element.tag in ("td", "th"):
                _unwrap(element, may_have_lists=False)


def _unwrap(element: Element, *, may_have_lists: bool) -> None:
    if not element.children:
        return
    first, *others = element.children
    if not isinstance(first, Element) or first.tag != "p" or first.attrs:
        return
    if all(may_have_lists and isinstance(one, Element) and one.tag in _LISTS for one in others):
        inline: list[Node] = list(first.children)
        element.children = [*inline, *others]
