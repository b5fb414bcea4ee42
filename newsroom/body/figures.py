"""Photos, galleries, video embeds and references: how clean body HTML stores them, and how they come about.

photo      `<figure><img data-file="7" alt="…"><figcaption>…</figcaption></figure>`
gallery    `<figure data-gallery="">` around at least two such figures, and nothing else
video      `<figure data-embed="https://www.youtube.com/watch?v=…"><figcaption>title</figcaption></figure>`
read more  `<figure data-article="12"></figure>`, a line that leads to the article of this id
document   `<figure data-document="3"></figure>`, a file to download

`newsroom.body.rendering.blocks` turns them into what readers see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.body.media.embeds import embed_blocks
from newsroom.body.model.inline import Marks
from newsroom.body.parsing.tree import Element, Node, parse

if TYPE_CHECKING:
    from newsroom.body.conversion import Conversion
    from newsroom.body.model.flow import Flow

MAX_ID_DIGITS = 18
REFERENCES = ("data-article", "data-document")


def photo_ids(html: str) -> list[int]:
    """Ids of the photos in clean body HTML, in order, repeated as often as they are used."""
    if "data-file=" not in html:
        return []
    return [int(img.get("data-file")) for img in _images(parse(html)[0])]


def photo_usages(html: str) -> set[tuple[int, bool]]:
    """`(photo id, whether it is in a gallery)` of every photo in clean body HTML."""
    if "data-file=" not in html:
        return set()
    return {
        (int(img.get("data-file")), is_gallery(block))
        for block in parse(html)[0].children
        if isinstance(block, Element)
        for img in _images(block)
    }


def _images(root: Element) -> list[Element]:
    return [one for one in root.elements() if one.tag == "img" and one.get("data-file").isdecimal()]


def photo_figure(photo_id: str, alt: str, caption: list[Node] | None = None) -> Element:
    figure = Element("figure", {}, [Element("img", {"data-file": photo_id, "alt": alt})])
    if caption:
        figure.children.append(Element("figcaption", {}, caption))
    return figure


def is_photo(block: Element) -> bool:
    return block.tag == "figure" and not block.attrs


def is_gallery(block: Element) -> bool:
    return "data-gallery" in block.attrs


def has_caption(figure: Element) -> bool:
    last = figure.children[-1] if figure.children else None
    return isinstance(last, Element) and last.tag == "figcaption"


def add_ids(conversion: Conversion, block: Element, ids: list[str]) -> None:
    """Give a block the first of the anchors before or in it; the others lead to it, too."""
    known = conversion.anchors
    for anchor in ids:
        if anchor not in known:
            known[anchor] = block.attrs.setdefault("id", anchor)


def add_figure(flow: Flow, element: Element, marks: Marks) -> None:
    """A figure's pictures, each with its own caption; the rest of its content behind them."""
    flow.end_block()
    flow.blocks += references(element)
    inner = flow.nested("figure")
    inner.ids, flow.ids = flow.ids, []
    if "data-embed" in element.attrs:
        inner.blocks += embed_blocks(flow.conversion, element.get("data-embed").strip())
    inner.walk(element.children, marks)
    inner.end_block()
    flow.ids += inner.ids
    flow.blocks += assemble(flow.conversion, inner.blocks)


def references(element: Element) -> list[Element]:
    """The stored forms of what a figure of any source refers to."""
    found = []
    for name in REFERENCES:
        pk = element.get(name)
        is_id = pk.isascii() and pk.isdecimal() and len(pk) <= MAX_ID_DIGITS
        if is_id and int(pk):
            found.append(Element("figure", {name: str(int(pk))}))
    return found


def read_more_ids(html: str) -> list[int]:
    """Ids of the articles that «อ่านเพิ่ม» in clean body HTML lead to, in order."""
    return _referred(html, "data-article")


def document_ids(html: str) -> list[int]:
    """Ids of the documents in clean body HTML, in order."""
    return _referred(html, "data-document")


def _referred(html: str, name: str) -> list[int]:
    if f"{name}=" not in html:
        return []
    return [int(one.get(name)) for one in parse(html)[0].elements() if one.get(name)]


def add_caption(flow: Flow, element: Element, marks: Marks) -> None:
    """A caption of the figure around it; a paragraph where there is none."""
    flow.end_block()
    if flow.inside[-1:] != ("figure",):
        if element.text().strip():
            flow.conversion.note("caption-moved", element.text().strip())
        flow.walk(element.children, marks)
        flow.end_block()
        return
    caption = flow.nested("figcaption")
    caption.ids, flow.ids = flow.ids, []
    if blocks := caption.blocks_of(element.children, marks):
        flow.blocks.append(Element("figcaption", {}, list(blocks)))


def assemble(conversion: Conversion, pieces: list[Element]) -> list[Element]:
    """Photos, videos, captions and other blocks in order → figures in their stored forms."""
    photos: list[Element] = []
    others: list[Element] = []
    captions = [piece for piece in pieces if piece.tag == "figcaption"]
    media = [piece for piece in pieces if is_photo(piece) or "data-embed" in piece.attrs]
    media += [photo for piece in pieces if is_gallery(piece) for photo in _children(piece)]
    last: Element | None = None
    videos: list[Element] = []
    for piece in pieces:
        if is_gallery(piece):
            photos += _children(piece)
            last = None
        elif is_photo(piece):
            photos.append(piece)
            last = piece
        elif "data-embed" in piece.attrs:
            videos.append(piece)
            last = piece
        elif piece.tag == "figcaption":
            # A caption belongs to the piece before it; one for many is a paragraph behind them.
            target = media[0] if len(media) == 1 else last if len(captions) > 1 else None
            if target is not None and not has_caption(target):
                target.children.append(_joined_caption(piece))
            else:
                if not media:
                    conversion.note("caption-moved", piece.text().strip())
                others += _children(piece)
            last = None
        else:
            others.append(piece)
            last = None
    if videos and media[0] is videos[0]:
        return [*videos, *gallery(photos), *others]
    return [*gallery(photos), *videos, *others]


def gallery(photos: list[Element]) -> list[Element]:
    """The photos as one gallery, if there is more than one."""
    if len(photos) < 2:
        return photos
    return [Element("figure", {"data-gallery": ""}, list(photos))]


def _children(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _joined_caption(caption: Element) -> Element:
    """A caption of one line: its paragraphs, one after the other."""
    nodes: list[Node] = []
    for block in _children(caption):
        for part in _lines_of(block):
            if nodes:
                nodes.append(Element("br"))
            nodes += part
    return Element("figcaption", {}, nodes)


def _lines_of(block: Element) -> list[list[Node]]:
    """Inline content of a block and of the blocks inside it."""
    if any(isinstance(child, Element) and child.tag in _CONTAINERS for child in block.children):
        return [line for child in _children(block) for line in _lines_of(child)]
    if block.children and "lang" in block.attrs:
        return [[Element("span", {"lang": block.attrs["lang"]}, block.children)]]
    return [block.children] if block.children else []


_CONTAINERS = {
    "p", "li", "ul", "ol", "blockquote", "tr", "td", "th", "tbody", "pre", "h1", "h2", "h3", "h4",
    "h5", "h6", "figure", "figcaption", "hr", "table", "code",
}  # fmt: skip
