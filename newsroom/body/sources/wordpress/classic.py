"""Text of WordPress's classic editor between blocks: an empty line ends a paragraph there, too."""

from __future__ import annotations

from newsroom.body.conversion import Conversion
from newsroom.body.parsing.tree import Element, Node


def read_classic_text(root: Element, conversion: Conversion) -> None:
    """Line breaks in the text that stands in no block of a text with blocks."""
    if not conversion.is_wordpress or conversion.keeps_lines:
        return
    if not any(isinstance(child, str) and "\n" in child.strip() for child in root.children):
        return
    children: list[Node] = []
    for child in root.children:
        if not isinstance(child, str) or not child.strip():
            children.append(child)
            continue
        for number, line in enumerate(child.replace("\r", "").split("\n")):
            if number:
                children.append(Element("br"))
            children.append(line)
    root.children = children
