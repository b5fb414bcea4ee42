"""Body HTML to plain text."""

from __future__ import annotations

from newsroom.body.asides import speaker_line
from newsroom.body.parsing.tree import Element, Node, parse

_BLOCK_TAGS = {
    "p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "caption", "tr", "pre", "hr", "br",
    "ul", "ol", "table", "figure", "div", "h1", "h5", "h6", "dt", "dd", "aside",
}  # fmt: skip
_CELL_TAGS = {"td", "th"}
_INVISIBLE_TAGS = {"script", "style", "template", "title"}


def html_to_text(html: str) -> str:
    """Plain text of body HTML, clean or not: one line per block, a tab after each table cell.

    Who said a pull quote has a line of its own.
    """
    out: list[str] = []
    stack: list[Node] = [parse(html)[0]]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            out.append(node if node in ("\t", "\n") else node.replace("\n", " "))
            continue
        if node.tag in _INVISIBLE_TAGS:
            continue
        if node.tag in _BLOCK_TAGS:
            out.append("\n")
            stack.append("\n")
        elif node.tag in _CELL_TAGS:
            stack.append("\t")
        if node.attrs and (speaker := speaker_line(node)):
            stack.append(Element("p", {}, [speaker]))
        stack += reversed(node.children)
    lines = (line.strip() for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)
