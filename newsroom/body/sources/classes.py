"""Elements whose meaning is in their class: captions, galleries, columns of pictures.

WordPress (classic and blocks), Jetpack and common gallery plug-ins write figures as `div`, `dl`, `ul`.
"""

from __future__ import annotations

import json
import re

from newsroom.body.conversion import Conversion
from newsroom.body.media.pictures import is_emoji_url
from newsroom.body.media.placeholders import PLACE_HOLDERS, embedded_url
from newsroom.body.parsing.tree import COMMENT, Element

_CAPTION_CLASSES = {
    "wp-caption-text", "gallery-caption", "tiled-gallery-caption", "blocks-gallery-caption",
    "wp-block-gallery__caption", "wp-element-caption", "slideshow-slide-caption",
    "wp-block-jetpack-slideshow_caption", "image-caption", "td-gallery-caption", "wp-caption-dd",
    "tr-caption", "blocks-gallery-item__caption", "carousel-caption", "elementor-image-carousel-caption",
    "elementor-gallery-item__title", "photo-caption", "image_caption", "imgcaption", "caption-text",
}  # fmt: skip
_FIGURE_CLASSES = {"wp-caption", "tr-caption-container", "image-with-caption"}
_GALLERY_CLASSES = {
    "wp-block-gallery", "gallery", "tiled-gallery", "wp-block-jetpack-tiled-gallery", "slideshow",
    "wp-block-jetpack-slideshow", "jetpack-slideshow", "blocks-gallery-grid", "ngg-galleryoverview",
    "td-gallery", "elementor-gallery__container", "elementor-image-gallery", "fusion-gallery",
}  # fmt: skip
_COLUMN_CLASSES = {"wp-block-columns", "wp-block-group"}
_PULL_QUOTE_CLASSES = {"wp-block-pullquote", "pullquote", "pull-quote", "pull_quote"}
_SKIPPED_CLASSES = {
    "screen-reader-text", "ez-toc-container", "sharedaddy", "jp-relatedposts", "addtoany_share_save_container",
    "mw-editsection", "katex-html", "MJX_Assistive_MathML",
}  # fmt: skip
# Comments of reviewers beside a Word document: not for readers.
_COMMENT_CLASSES = {
    "MsoCommentReference",
    "MsoCommentText",
    "msocomanchor",
    "msocomoff",
    "msocomtxt",
}
_TABLE_PARTS = {"td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "col"}
_PICTURES = ("img", "picture", "amp-img")
# Where a picture behind the text is one that readers look at.
_COVER_CLASSES = {
    "wp-block-cover",
    "wp-block-cover-image",
    "elementor-carousel-image",
    "swiper-slide-bg",
}
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:[^;]{0,200}?url\(\s*['\"]?([^'\")]{1,2000})", re.IGNORECASE
)
# Scripts that only draw what their own element says, or that readers do not see.
_KNOWN_SCRIPTS = (
    "twitter.com", "instagram.com", "tiktok.com", "facebook", "google", "doubleclick", "jquery", "wp-includes",
    "truehits", "histats", "addthis", "sharethis", "cloudflare", "disqus", "youtube.com",
)  # fmt: skip


def read_classes(root: Element, conversion: Conversion) -> None:
    """Rename what is a figure, a gallery or a caption by its class; note blocks without content."""
    source = conversion.source
    if not any(sign in source for sign in ("class", "CLASS", "<!--", "<script", "data-", "url(")):
        return
    for element in list(root.elements()):
        if element.tag == COMMENT:
            _read_block_comment(element, conversion)
            continue
        if not element.attrs:
            continue
        if element.tag == "script":
            _note_script(element.get("src"), conversion)
            continue
        if "style" in element.attrs and "url(" in element.attrs["style"]:
            _read_background(element, conversion)
        if element.tag in PLACE_HOLDERS and (url := embedded_url(element)):
            element.tag, element.attrs = "x-embed", {"src": url}
            continue
        if "class" not in element.attrs:
            continue
        classes = set(element.classes())
        if element.tag in _TABLE_PARTS:
            # Only a cell of a table can hold something else.
            if element.tag not in ("td", "th") or not classes & (
                _CAPTION_CLASSES | _GALLERY_CLASSES
            ):
                continue
            element.children, element = [inner := Element("div", {}, element.children)], inner
        if classes & _CAPTION_CLASSES:
            element.tag = "figcaption"
        elif classes & _FIGURE_CLASSES:
            element.tag = "figure"
        elif classes & _GALLERY_CLASSES or (classes & _COLUMN_CLASSES and _only_pictures(element)):
            _make_gallery(element)
        elif classes & _SKIPPED_CLASSES:
            element.attrs["hidden"] = ""
        elif classes & _COMMENT_CLASSES:
            element.attrs["hidden"] = ""
            if "MsoCommentText" in classes:
                conversion.note("comment-removed", element.text().strip())
        elif element.tag == "iframe" and "wp-embedded-content" in classes:
            _read_post_embed(element)
        elif classes & _PULL_QUOTE_CLASSES:
            _read_pull_quote(element)
        elif "wp-block-file" in classes:
            _read_file_block(element)


def _read_pull_quote(element: Element) -> None:
    """A pull quote of whatever element; who said it is the last `cite` or caption in it."""
    element.tag, speaker = "blockquote", ""
    for inner in reversed(list(element.elements())):
        if inner.tag in ("cite", "figcaption", "footer") and not speaker:
            speaker = " ".join(inner.text().split())
            inner.tag, inner.children = "span", []
        elif inner.tag == "blockquote" and inner is not element:
            inner.tag = "div"
    element.attrs = {"data-speaker": speaker.lstrip("—–- ")}


def _read_post_embed(element: Element) -> None:
    """WordPress's frame of another post: its page; the quotation before it links there already."""
    page = element.get("src").split("#", 1)[0]
    element.attrs["src"] = page.removesuffix("embed/")
    if "data-secret" in element.attrs or "clip" in element.get("style"):
        element.attrs["hidden"] = ""


def _read_file_block(element: Element) -> None:
    """A file's link with its name; the preview and the button lead to the same file."""
    link: Element | None = None
    for one in element.elements():
        if one.tag == "a" and link is None:
            link = one if one.text().strip() else None
        elif link and one.tag == "a" and one.get("href") == link.get("href"):
            one.attrs["hidden"] = ""
    for one in element.elements():
        if link and one.tag == "object":
            one.attrs["hidden"] = ""


def _read_background(element: Element, conversion: Conversion) -> None:
    """A picture drawn behind the text of a cover is one before it; others are told."""
    match = _BACKGROUND.search(element.get("style"))
    if match is None or match[1].startswith("data:") or is_emoji_url(match[1]):
        return
    if not _COVER_CLASSES & set(element.classes()):
        conversion.note("background-removed", match[1])
    elif not element.find(*_PICTURES):
        element.children.insert(
            0, Element("img", {"src": match[1], "alt": element.get("aria-label")})
        )


def _note_script(src: str, conversion: Conversion) -> None:
    if src and not any(part in src for part in _KNOWN_SCRIPTS):
        conversion.note("script-removed", src)


def _make_gallery(element: Element) -> None:
    """The element as a `figure`: its items, whatever they are, as figures inside it."""
    element.tag = "figure"
    for inner in element.elements():
        if inner is not element and inner.tag in ("li", "dl", "dt", "ul", "ol"):
            inner.tag = "figure" if inner.tag in ("li", "dl") else "div"


def _only_pictures(element: Element) -> bool:
    """Whether at least two pictures and their captions are all there is."""
    pictures = 0
    stack = list(element.children)
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if node.strip():
                return False
        elif node.tag in _PICTURES:
            pictures += 1
        elif node.tag != "figcaption" and node.tag != COMMENT:
            stack += node.children
    return pictures > 1


def _read_block_comment(element: Element, conversion: Conversion) -> None:
    """`<!-- wp:latest-posts {…} /-->`: a block whose content the old site made for each reader.

    One that names an address is embedded; the end of a page ends a paragraph.
    """
    comment = element.get(COMMENT).strip()
    if comment == "nextpage":
        element.tag, element.attrs = "div", {}
    if not (comment.startswith("wp:") and comment.endswith("/")):
        return
    name, _, values = comment[3:-1].partition(" ")
    if name in ("more", "nextpage", "spacer", "separator"):
        return
    if url := _block_url(values):
        element.tag, element.attrs = "x-embed", {"src": url}
    else:
        conversion.note("block-removed", comment[:200])


def _block_url(values: str) -> str:
    try:
        attributes = json.loads(values)
    except (ValueError, RecursionError):
        return ""
    url = (attributes.get("url") or attributes.get("src")) if isinstance(attributes, dict) else ""
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""
