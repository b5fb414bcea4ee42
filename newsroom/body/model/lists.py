"""Lists: items of blocks, lists inside items, items without a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.body.model.inline import Marks
from newsroom.body.parsing.tree import COMMENT, Element, Node

if TYPE_CHECKING:
    from newsroom.body.model.flow import Flow

MAX_LIST_DEPTH = 8
_LISTS = ("ul", "ol", "menu", "dir")
MAX_START_DIGITS = 4


def add_list(flow: Flow, element: Element, marks: Marks) -> None:
    flow.end_block()
    if flow.inside.count("li") >= MAX_LIST_DEPTH:
        for part in _items(element):
            flow.walk(part.children, marks)
            flow.end_block()
        return
    block = Element("ol" if element.tag == "ol" else "ul")
    start = element.get("start") if block.tag == "ol" else ""
    if start.isascii() and start.isdecimal() and int(start[:MAX_START_DIGITS]) != 1:
        block.attrs["start"] = str(int(start[:MAX_START_DIGITS]))
    behind: list[Element] = []
    for child in _items(element):
        is_list = child.tag in _LISTS
        number = _number(child) if block.tag == "ol" else 0
        if number and number != int(block.get("start") or 1) + len(block.children):
            flow.blocks += [block, *behind] if block.children else behind
            block, behind = Element("ol", {"start": str(number)} if number > 1 else {}), []
        item = flow.nested("li")
        item.ids, flow.ids = flow.ids, []
        if not is_list and child.get("id"):
            item.ids.append(child.get("id"))
        blocks = item.blocks_of([child] if is_list else child.children, marks)
        pictures = [one for one in blocks if one.tag in ("figure", "table", "pre")]
        blocks = [one for one in blocks if one not in pictures] if pictures else blocks
        behind += pictures
        if blocks and blocks[0].tag in _LISTS:
            # A list without words before it belongs to the item before.
            if block.children:
                previous = block.children[-1]
                assert isinstance(previous, Element)
                previous.children += blocks
            else:
                for inner in blocks:
                    block.children += inner.children if inner.tag in _LISTS else [_item([inner])]
        elif blocks:
            block.children.append(_item(blocks))
    if block.children:
        flow.blocks.append(block)
    flow.blocks += behind


def _number(item: Element) -> int:
    """The number that an item gives itself; 0 if it does not."""
    value = item.get("value")
    is_number = len(value) <= MAX_START_DIGITS and value.isascii() and value.isdecimal()
    return int(value) if is_number else 0


def _item(blocks: list[Element]) -> Element:
    return Element("li", {}, list(blocks))


def _items(element: Element) -> list[Element]:
    """The children as items; what is no item is one."""
    items: list[Element] = []
    loose: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and (child.tag == "li" or child.tag in _LISTS):
            if loose:
                items.append(Element("li", {}, loose))
                loose = []
            items.append(child)
        elif child.strip() if isinstance(child, str) else child.tag != COMMENT:
            loose.append(child)
    if loose:
        items.append(Element("li", {}, loose))
    return items


def add_stray_item(flow: Flow, element: Element, marks: Marks) -> None:
    """An item outside a list; neighbours are one list."""
    flow.end_block()
    previous = flow.blocks[-1] if flow.blocks else None
    add_list(flow, Element("ul", {}, [Element("li", element.attrs, element.children)]), marks)
    if flow.blocks and flow.blocks[-1] is not previous and flow.blocks[-1].tag == "ul":
        if previous is not None and previous is flow.stray_list:
            previous.children += flow.blocks.pop().children
        else:
            flow.stray_list = flow.blocks[-1]
