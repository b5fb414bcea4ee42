"""Quotations, pull quotes and fact boxes: how clean body HTML stores them, and how they come about.

quotation   `<blockquote><p>…</p></blockquote>`
pull quote  `<blockquote data-speaker="นายสมชาย ใจดี" data-position="ชาวประมง"><p>…</p></blockquote>`; the
            speaker may be empty, the position be missing
fact box    `<aside><h3>title</h3><p>…</p><ul>…</ul></aside>`; the title may be missing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.body.media import embeds
from newsroom.body.model.inline import Marks
from newsroom.body.parsing.tree import Element
from newsroom.body.sources.word import typed_lists
from newsroom.thai.clean import clean_line, is_blank

if TYPE_CHECKING:
    from newsroom.body.model.flow import Flow

MAX_QUOTE_DEPTH = 4
TITLE_TAG = "h3"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What neither a quotation nor a box holds; it comes behind them.
_NOT_INSIDE = ("figure", "table")


def is_pull_quote(block: Element) -> bool:
    return block.tag == "blockquote" and "data-speaker" in block.attrs


def speaker_line(quote: Element) -> str:
    """Who said it, on one line: name and position; "" for nobody."""
    return ", ".join(
        filter(None, (quote.get("data-speaker").strip(), quote.get("data-position").strip()))
    )


def add_quote(flow: Flow, element: Element, marks: Marks) -> None:
    flow.end_block()
    if embeds.is_embed(element):
        embeds.add_embed(flow, element, marks)
        return
    blocks = flow.nested("blockquote").blocks_of(element.children, marks)
    is_pulled = is_pull_quote(element) and not flow.inside
    said: list[Element] = []
    if is_pulled:
        for block in blocks:
            if block.tag in (*_NOT_INSIDE, "pre"):
                flow.after.append(block)
            else:
                said += _paragraphs(block)
    elif flow.inside.count("blockquote") >= MAX_QUOTE_DEPTH:
        flow.blocks += blocks
    else:
        for block in blocks:
            if block.tag in _NOT_INSIDE:
                flow.after.append(block)
            else:
                said.append(_as_paragraph(block))
        said = typed_lists(said, flow.conversion)
    if said:
        attrs = _speaker(element) if is_pulled else {}
        flow.blocks.append(Element("blockquote", attrs, list(said)))
    if (not said or not is_pulled) and (speaker := speaker_line(element)):
        flow.runs.append((speaker, marks))
    flow.end_block()


def add_fact_box(flow: Flow, element: Element, marks: Marks) -> None:
    """An `aside` of the text itself; inside something else it is paragraphs."""
    flow.end_block()
    if flow.inside:
        flow.walk(element.children, marks)
        flow.end_block()
        return
    inner = flow.nested("aside")
    inner.ids, flow.ids = flow.ids, []
    blocks = inner.blocks_of(element.children, marks)
    flow.ids = [] if blocks else inner.ids
    title: list[Element] = []
    held: list[Element] = []
    for index, block in enumerate(blocks):
        if index == 0 and block.tag in _HEADINGS:
            title.append(Element(TITLE_TAG, block.attrs, block.children))
            continue
        for part in _unquoted(block):
            if part.tag in (*_NOT_INSIDE, "pre"):
                flow.after.append(part)
            else:
                held.append(_as_paragraph(part))
    if title or held:
        held = typed_lists(held, flow.conversion)
        flow.blocks.append(Element("aside", {}, [*title, *held]))
    flow.end_block()


def _as_paragraph(block: Element) -> Element:
    return Element("p", block.attrs, block.children) if block.tag in _HEADINGS else block


def _unquoted(block: Element) -> list[Element]:
    """The blocks of a quotation, of quotations in it, too; any other block itself."""
    if block.tag != "blockquote":
        return [block]
    return [part for child in _children(block) for part in _unquoted(child)]


def _paragraphs(block: Element) -> list[Element]:
    """A block of words as paragraphs; of a list, each item is one."""
    if block.tag in ("ul", "ol", "li", "blockquote"):
        return [part for child in _children(block) for part in _paragraphs(child)]
    return [_as_paragraph(block)]


def _children(block: Element) -> list[Element]:
    return [child for child in block.children if isinstance(child, Element)]


def _speaker(element: Element) -> dict[str, str]:
    """The attributes of a pull quote; a position without a name stands as the name."""
    name, position = (
        "" if is_blank(text) else text
        for text in (clean_line(element.get(f"data-{part}")) for part in ("speaker", "position"))
    )
    if position and name:
        return {"data-speaker": name, "data-position": position}
    return {"data-speaker": name or position}
