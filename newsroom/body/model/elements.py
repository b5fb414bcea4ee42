"""What each HTML element becomes in the content model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsroom.body import asides, figures
from newsroom.body.links import clean_url, direct_url, is_image_url
from newsroom.body.media import embeds, pictures
from newsroom.body.model import inline, lists, tables
from newsroom.body.model.inline import Marks, mark, with_mark
from newsroom.body.model.styles import apply_style, read_style
from newsroom.body.parsing.tree import COMMENT, Element, Node

if TYPE_CHECKING:
    from newsroom.body.model.flow import Flow

MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "dfn": "em", "var": "em",
    "u": "u", "ins": "u", "s": "s", "del": "s", "strike": "s", "sub": "sub", "sup": "sup",
    "dt": "strong", "summary": "strong", "cite": "cite", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
# Elements that end a paragraph and begin one, and mean nothing else here.
PARAGRAPHS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "hgroup", "center",
    "address", "dl", "dt", "dd", "details", "summary", "fieldset", "legend", "form",
    "caption", "tr", "tbody", "thead", "tfoot", "body", "html", "dialog", "search", "menuitem",
    "option", "optgroup", "blink", "marquee", "multicol", "layer", "frameset", "noframes", "td", "th",
    "amp-story-page", "label", "button",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Nothing of these is shown.
INVISIBLE = {
    "script", "style", "template", "head", "title", "meta", "link", "base", "input", "param",
    "source", "track", "datalist", "area", "map", "rp", "col", "colgroup", "noembed", "slot", "wbr",
    "canvas", "xml", "progress", "meter",
}  # fmt: skip


def _heading(flow: Flow, element: Element, marks: Marks) -> None:
    flow.end_block()
    # A fact box has one heading, its title.
    if "li" in flow.inside or (flow.inside[-1:] == ("aside",) and flow.blocks):
        flow.walk(element.children, with_mark(marks, mark("strong")))
        flow.end_block()
        return
    outer, flow.block_tag = flow.block_tag, element.tag
    flow.walk(element.children, marks)
    flow.end_block()
    flow.block_tag = outer


def _pre(flow: Flow, element: Element, marks: Marks) -> None:
    flow.end_block()
    text = "".join(
        part if isinstance(part, str) else "\n"
        for part in _leaves(element)
        if isinstance(part, str) or part.tag == "br"
    )
    if element.find("code") or not element.find("img", "a", "strong", "b", "em", "i"):
        text = inline.clean(text).strip("\n").rstrip()
        if not inline.is_visible([(text, ())]):
            return
        if flow.block_tag == "p" and "li" not in flow.inside:
            block = Element("pre", {}, [Element("code", {}, [text])])
            flow.blocks.append(block)
            return
    before, flow.keeps_lines = flow.keeps_lines, True
    flow.walk(element.children, marks)
    flow.end_block()
    flow.keeps_lines = before


def _leaves(element: Element) -> list[Node]:
    leaves: list[Node] = []
    stack: list[Node] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str) or node.tag == "br":
            leaves.append(node)
        elif node.tag not in INVISIBLE and node.tag != COMMENT:
            stack += reversed(node.children)
    return leaves


def _rule(flow: Flow, element: Element, marks: Marks) -> None:
    if flow.inside:
        flow.end_block()
    else:
        flow.add(Element("hr"))


def _link(flow: Flow, element: Element, marks: Marks) -> None:
    href = element.get("href")
    target = direct_url(href.strip())
    url = clean_url(flow.conversion.resolve_link(target)) if target else None
    if href.strip() and url is None and element.text().strip():
        flow.conversion.note("link-removed", href)
    image = element.find("img", "amp-img")
    if image is not None and url:
        if is_image_url(url):
            image.attrs["data-linked"] = href.strip()
        elif not pictures.is_emoji(image):
            flow.conversion.note("picture-link", url)
    if url and url not in ("#", "https://"):
        if url.startswith("#"):
            flow.conversion.linked_anchors.add(url[1:])
        marks = inline.without_mark(with_mark(marks, mark("a", url)), "u")
    style = read_style(element.get("style"))
    flow.walk(element.children, apply_style(style, marks))


def _quotation_marks(flow: Flow, element: Element, marks: Marks) -> None:
    flow.runs.append(("“", marks))
    flow.walk(element.children, marks)
    flow.runs.append(("”", marks))


def _reading(flow: Flow, element: Element, marks: Marks) -> None:
    """The reading of a ruby annotation, in parentheses."""
    if text := element.text().strip():
        flow.runs.append((f" ({text})", marks))


def _field(flow: Flow, element: Element, marks: Marks) -> None:
    flow.conversion.note("form-removed", element.text().strip())


def _drawing(flow: Flow, element: Element, marks: Marks) -> None:
    if text := element.text().strip():
        flow.conversion.note("drawing-removed", text)


def _formula(flow: Flow, element: Element, marks: Marks) -> None:
    """A formula as its source in TeX, if it has one, else as its text."""
    source = element.find("annotation")
    text = element.get("alttext") or (source.text() if source else element.text())
    pictures.add_formula(flow, text, marks)


def _nothing(flow: Flow, element: Element, marks: Marks) -> None:
    return


Handler = Callable[["Flow", Element, Marks], None]
# Elements with a meaning of their own. What is in none of the tables here is its content.
HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(embeds.TAGS, embeds.add_embed),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), lists.add_list),
    **dict.fromkeys(("select", "textarea"), _field),
    "svg": _drawing,
    "math": _formula,
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _pre),
    "li": lists.add_stray_item,
    "aside": asides.add_fact_box,
    "blockquote": asides.add_quote,
    "hr": _rule,
    "a": _link,
    "q": _quotation_marks,
    "rt": _reading,
    "table": tables.add_table,
    "figure": figures.add_figure,
    "amp-carousel": figures.add_figure,
    "amp-image-slider": figures.add_figure,
    "figcaption": figures.add_caption,
    "img": pictures.add_picture,
    "amp-img": pictures.add_picture,
    "image": pictures.add_picture,
    "picture": pictures.add_picture_element,
    "noscript": pictures.add_fallback,
    COMMENT: _nothing,
}
BLOCK_HANDLERS = set(HANDLERS) - {
    "a",
    "q",
    "rt",
    "math",
    "img",
    "picture",
    "noscript",
    "image",
    "amp-img",
}
