"""A body as a tree: parsed by lexbor, changed by the steps of the pipeline, written as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Union

from selectolax.lexbor import LexborHTMLParser

from newsroom.body.parsing.nesting import VOID_TAGS, limit_nesting

COMMENT = "#comment"  # the tag of comments; their text is the attribute of the same name
# Elements below this depth are replaced by their children, so that recursion is safe.
MAX_DEPTH = 120
_BLOCK_TAGS = {"p", "li", "tr", "td", "th", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6"}
# A run of these without content is like one of them.
_MEANINGLESS_WHEN_EMPTY = {"p", "div", "span", "font", "a", "b", "strong", "i", "em", "u", "s"}

Node = Union["Element", str]


@dataclass(slots=True, eq=False)
class Element:
    """An element: lower-case tag, attributes, children (elements and text, in which `<` is a `<`)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attrs.get(name, "")

    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def elements(self) -> Iterator[Element]:
        """This element and all elements inside it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def text(self) -> str:
        """All text inside; blocks are separated by a blank."""
        parts: list[str] = []
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
                continue
            if node.tag in _BLOCK_TAGS:
                parts.append(" ")
            stack += reversed(node.children)
        return "".join(parts)

    def find(self, *tags: str) -> Element | None:
        return next((element for element in self.elements() if element.tag in tags), None)


def parse(html: str) -> tuple[Element, int]:
    """The tree of an HTML fragment, and the number of tags left out because they nest too deeply.

    The root's tag is `body`; comments are elements of the tag `COMMENT`.
    """
    html, removed_count = limit_nesting(html)
    root = Element("body")
    first: Any = LexborHTMLParser(html, is_fragment=True).root
    stack: list[tuple[list[Node], Any, int]] = [(root.children, first, 0)]
    while stack:
        children, node, depth = stack.pop()
        while node is not None:
            tag, following = node.tag, node.next
            if tag == "-text":
                children.append(node.text_content)
            elif tag == "-comment":
                children.append(Element(COMMENT, {COMMENT: node.comment_content or ""}))
            elif tag[0] != "-":
                first = node.first_child
                if first is None:
                    _append_empty(children, tag, node.attributes)
                elif depth < MAX_DEPTH:
                    attributes = node.attributes
                    element = Element(tag)
                    if attributes:
                        element.attrs = {name: value or "" for name, value in attributes.items()}
                    children.append(element)
                    if following is not None:
                        stack.append((children, following, depth))
                    children, following, depth = element.children, first, depth + 1
                else:
                    if following is not None:
                        stack.append((children, following, depth))
                    following = first
            node = following
    return root, removed_count


def _append_empty(children: list[Node], tag: str, attributes: dict[str, str | None]) -> None:
    """Append an element without content; of a run without attributes, only the first."""
    attrs = {name: value or "" for name, value in attributes.items()}
    last = children[-1] if children else None
    if (
        attrs
        or tag not in _MEANINGLESS_WHEN_EMPTY
        or not isinstance(last, Element)
        or last.tag != tag
        or last.children
    ):
        children.append(Element(tag, attrs))


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serialize(nodes: list[Node], write_text: Callable[[str], str] = escape_text) -> str:
    """HTML of nodes, without comments; `write_text` makes HTML of each text."""
    out: list[str] = []
    stack: list[Node] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            out.append(write_text(node))
            continue
        if node.tag == COMMENT:
            continue
        if node.tag[0] == "/":
            out.append(f"<{node.tag}>")
            continue
        if node.attrs:
            attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
            out.append(f"<{node.tag}{attrs}>")
        else:
            out.append(f"<{node.tag}>")
        if node.tag not in VOID_TAGS:
            if len(node.children) == 1 and isinstance(node.children[0], str):
                out.append(f"{write_text(node.children[0])}</{node.tag}>")
            else:
                stack.append(Element(f"/{node.tag}"))
                stack += reversed(node.children)
    return "".join(out)
