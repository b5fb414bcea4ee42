"""Pull quotes and fact boxes as readers see them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from newsroom.body.asides import TITLE_TAG
from newsroom.body.parsing.tree import Element, Node
from newsroom.thai.lines.typography import typeset

Typeset = Callable[[list[Node]], str]


def render_pull_quote(quote: Element, typeset_nodes: Typeset) -> str:
    """The words in a figure, with who said them as its caption."""
    words = typeset_nodes(quote.children)
    parts = [
        f'<span class="{name}">{typeset(escape(value))}</span>'
        for name in ("speaker", "position")
        if (value := quote.get(f"data-{name}"))
    ]
    caption = f"<figcaption>{' '.join(parts)}</figcaption>" if parts else ""
    return f'<figure class="pull-quote"><blockquote>{words}</blockquote>{caption}</figure>'


def render_fact_box(box: Element, typeset_nodes: Typeset) -> str:
    """A note beside the text; its title is no heading, so the outline of the story stays whole."""
    first, *rest = box.children
    if not isinstance(first, Element) or first.tag != TITLE_TAG:
        return f'<div class="fact-box" role="note" aria-label="กล่องข้อมูล">{typeset_nodes(box.children)}</div>'
    bold: list[Node] = [Element("strong", {}, first.children)]
    title = Element("p", {**first.attrs, "class": "fact-box-title"}, bold)
    return f'<div class="fact-box" role="note" aria-label="กล่องข้อมูล">{typeset_nodes([title, *rest])}</div>'
