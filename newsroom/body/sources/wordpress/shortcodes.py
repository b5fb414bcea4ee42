"""WordPress shortcodes in the text of a tree: captions, galleries, embeds, page builders.

Shortcodes are read in text nodes only, so markup is never touched. A shortcode's two ends may stand
in different nodes; they become marks among the children of the element they stand in.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from urllib.parse import unquote

from newsroom.body.conversion import Conversion, GalleryRequest
from newsroom.body.figures import gallery, photo_figure
from newsroom.body.parsing.tree import Element, Node, parse
from newsroom.body.sources.wordpress.shortcode_tokens import (
    EMBEDS,
    SHORTCODE,
    Token,
    attributes_of,
    caption_of,
    embed_url,
    linked_url,
    numbers_in,
    picture_url,
    pieces,
    said_by,
    url_of_content,
)
from newsroom.thai.clean import clean_line

# Between the ends of these stands HTML in base64.
_ENCODED = {"vc_raw_html", "td_block_text_with_title", "tdm_block_inline_text"}
_CODE = {"vc_raw_js"}
_CAPTIONS = {"caption", "wp_caption"}
# Marks of forums and of plugins.
_MARKS = {
    "b": "strong", "strong": "strong", "bold": "strong", "i": "em", "em": "em", "italic": "em",
    "u": "u", "underline": "u", "s": "s", "strike": "s", "sup": "sup", "sub": "sub",
}  # fmt: skip
# Notes of plugins that showed them at the foot of the text.
_FOOTNOTES = {"footnote", "fn", "ref", "efn_note", "mfn", "footnotes"}
MAX_FRAMES = 8


def read_shortcodes(root: Element, conversion: Conversion) -> None:
    """Replace the shortcodes of a WordPress text by what they stand for; note those without."""
    if not conversion.is_wordpress:
        return
    closed, opened = _closed_names(root), set[str]()
    for element in list(root.elements()):
        if element.tag in ("pre", "code", "script", "style", "textarea"):
            continue
        if any(isinstance(child, str) and "[" in child for child in element.children):
            _Reader(element, conversion, closed, opened).run()


def _closed_names(root: Element) -> set[str]:
    return {
        match["name"].lower()
        for element in root.elements()
        for child in element.children
        if isinstance(child, str) and "[/" in child
        for match in SHORTCODE.finditer(child)
        if match["close"]
    }


class _Reader:
    """Reads the children of one element.

    `closed` and `opened` are the names of the whole text; `frames` the captions, embeds and links
    that are open.
    """

    def __init__(
        self, parent: Element, conversion: Conversion, closed: set[str], opened: set[str]
    ) -> None:
        self.parent, self.conversion, self.closed = parent, conversion, closed
        self.frames: list[tuple[Token, list[Node]]] = []
        self.opened: set[str] = opened
        self.out: list[Node] = []

    def run(self) -> None:
        for child in self.parent.children:
            if isinstance(child, Element):
                self._target().append(child)
                continue
            for piece in pieces(child, self.closed):
                if isinstance(piece, str):
                    self._target().append(piece)
                else:
                    self._read(piece)
        while self.frames:  # an end is missing: what was inside stays
            token, nodes = self.frames.pop()
            self.conversion.note("shortcode-removed", token.source)
            self._target().extend(nodes)
        self.parent.children = self.out

    def _target(self) -> list[Node]:
        return self.frames[-1][1] if self.frames else self.out

    def _read(self, token: Token) -> None:
        name = token.name
        if token.is_close:
            if any(frame[0].name == name for frame in self.frames):
                while self.frames:
                    opened, nodes = self.frames.pop()
                    self._target().extend(self._close(opened, nodes))
                    if opened.name == name:
                        return
            elif name not in _CAPTIONS and name not in EMBEDS:
                if name not in self.opened:
                    self.conversion.note("shortcode-removed", token.source)
                self._end_block(token)
            return
        self.opened.add(name)
        is_pair = name in self.closed and len(self.frames) < MAX_FRAMES
        if name in _CAPTIONS:
            if is_pair:
                self.frames.append((token, []))
            return
        if name == "gallery" or ("gallery" in name and self._gallery_ids(token)):
            self._target().extend(self._gallery(token))
            return
        if name in EMBEDS:
            if url := embed_url(token):
                self._target().append(_embed(url))
                # `[video src="…"][/video]`: the end has nothing to add.
            elif is_pair:
                self.frames.append((token, []))
            else:
                self.conversion.note("embed-removed", token.source)
            return
        words = clean_line(token.shown_text)
        is_picture = "image" in name or "img" in name
        if is_picture and (picture := _picture(token)):
            self._target().append(picture)
        elif is_pair and (
            is_picture or name == "url" or name in _MARKS or name in _FOOTNOTES or "quote" in name
        ):
            self.frames.append((token, []))
        elif is_pair and (name in _ENCODED or name in _CODE or linked_url(token)):
            self.frames.append((token, []))
            self.conversion.note("shortcode-removed", token.source)
        elif url := picture_url(token):
            self.conversion.note("shortcode-removed", token.source)
            self._end_block(token)
            self._target().append(Element("img", {"src": url}))
            if words:
                self._target().append(Element("p", {}, [Element("strong", {}, [words])]))
        elif (url := linked_url(token)) and words:
            self._target().append(Element("p", {}, [Element("a", {"href": url}, [words])]))
        elif url:
            self._target().append(_embed(url))
        else:
            self.conversion.note("shortcode-removed", token.source)
            self._end_block(token)
            if words:
                self._target().append(Element("p", {}, [Element("strong", {}, [words])]))

    def _end_block(self, token: Token) -> None:
        """What stands before and behind a builder's row or column is no line of one paragraph."""
        if token.is_block:
            self._target().append(Element("div"))

    def _close(self, token: Token, nodes: list[Node]) -> list[Node]:
        text = "".join(node if isinstance(node, str) else node.text() for node in nodes).strip()
        if token.name in EMBEDS:
            url = url_of_content(token, text)
            return [_embed(url)] if url else nodes
        if token.name in _CODE:
            return []
        if token.name in _ENCODED:
            return [Element("div", {}, _decoded(text) or nodes)]
        if token.name in _CAPTIONS:
            return self._caption(token, nodes)
        if token.name in _FOOTNOTES:
            return [" (", *nodes, ")"] if text else nodes
        if token.name in _MARKS:
            return [Element(_MARKS[token.name], {}, nodes)]
        if "quote" in token.name:
            speaker = clean_line(said_by(token))
            nodes = (
                [*nodes, Element("p", {}, [Element("cite", {}, [speaker])])] if speaker else nodes
            )
            return [Element("blockquote", {}, nodes)]
        has_elements = any(
            isinstance(node, Element) and node.find("a", "img", "picture") for node in nodes
        )
        if "image" in token.name or "img" in token.name:
            return nodes if has_elements or not text else [Element("img", {"src": text})]
        if not linked_url(token):
            return [Element("a", {"href": text}, nodes)] if text and not has_elements else nodes
        # A pair with an address is a link: `[button url="…"]words[/button]`.
        if text and not has_elements:
            nodes = [Element("a", {"href": linked_url(token)}, nodes)]
        elif not text:
            nodes = [*nodes, _embed(linked_url(token))]
        return [Element("div", {}, nodes)] if token.is_block else nodes

    def _caption(self, token: Token, nodes: list[Node]) -> list[Node]:
        """A figure of the pictures inside, and a caption of the words."""
        pictures: list[Node] = []
        words: list[Node] = []
        for node in nodes:
            is_picture = isinstance(node, Element) and (
                node.tag in ("img", "picture", "figure", "iframe", "x-embed")
                or node.find("img", "picture", "x-embed")
            )
            (pictures if is_picture else words).append(node)
        if not any(
            node.strip() if isinstance(node, str) else node.text().strip() for node in words
        ):
            caption = caption_of(token.attributes)
            words = [caption] if caption else []
        _strip_ends(words)
        figcaption = Element("figcaption", {}, words)
        return [Element("figure", {}, [*pictures, figcaption])]

    def _gallery_ids(self, token: Token) -> tuple[int, ...]:
        values = attributes_of(token.attributes)
        names = ("ids", "include", "images", "gallery_ids", "image_ids", "source")
        return next((ids for name in names if (ids := numbers_in(values.get(name, "")))), ())

    def _gallery(self, token: Token) -> list[Node]:
        values, ids = attributes_of(token.attributes), self._gallery_ids(token)
        request = GalleryRequest(
            ids, numbers_in(values.get("exclude", "")), values.get("order", "").upper()
        )
        photos = self.conversion.resolve_gallery(request)
        if not photos:
            self.conversion.note("gallery-empty", ",".join(map(str, ids)))
        figures = [
            photo_figure(
                str(photo.id), clean_line(photo.alt), [photo.caption] if photo.caption else []
            )
            for photo in photos
        ]
        return list(gallery(figures))


def _picture(token: Token) -> Element | None:
    values = attributes_of(token.attributes)
    for name in ("image", "src", "image_url", "url", "attachment", "image_id", "id"):
        if value := values.get(name, ""):
            if "/" in value:
                return Element("img", {"src": value, "alt": values.get("alt", "")})
            if value.isascii() and value.isdecimal():
                return Element("img", {"data-id": value, "alt": values.get("alt", "")})
    return None


def _decoded(text: str) -> list[Node]:
    """The nodes of HTML in base64, which may be percent-encoded inside; none if it is something else."""
    try:
        html = b64decode("".join(text.split()).encode("ascii"), validate=True).decode()
    except (binascii.Error, ValueError):
        return []
    return parse(unquote(html))[0].children


def _embed(url: str) -> Element:
    return Element("x-embed", {"src": url})


def _strip_ends(nodes: list[Node]) -> None:
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip()
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()
