"""Clean body HTML → the HTML readers see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from newsroom.body.asides import is_pull_quote
from newsroom.body.figures import has_caption, is_gallery, is_photo
from newsroom.body.media.video_embeds import VideoError, parse_video_url
from newsroom.body.parsing.garbage_collection import collector_paused
from newsroom.body.parsing.tree import Element, Node, escape_text, parse, serialize
from newsroom.body.pipeline import clean_body
from newsroom.body.rendering.asides import render_fact_box, render_pull_quote
from newsroom.body.rendering.contents import add_heading_ids
from newsroom.body.rendering.references import reference_mark
from newsroom.body.rendering.tables import prepare_table
from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.lines.typography import typeset

# The text of a paragraph of dashes, stars or dots: a thematic break typed by hand.
_TYPED_BREAK = re.compile(r"\s*(?:(?:[-*_=–—~]\s*){3,}|\.{4,}\s*)")
MAX_TYPED_BREAK_LENGTH = 100
# A paragraph of one or two full stops: how an empty line is typed on Facebook.
_TYPED_SPACE = re.compile(r"\s*\.{1,2}\s*")
# `sizes` attributes: how wide a picture is in the text column. A rem is 16 px here (media
# conditions use the browser's default font size) and 17 px in our style sheet.
PHOTO_SIZES = "(min-width: 49rem) 44.6rem, 92vw"
GALLERY_SIZES = (
    "(min-width: 66rem) 31.3rem, (min-width: 49rem) 21.8rem, (min-width: 40rem) 45vw, 78vw"
)
# The first picture of an odd number spans both columns.
GALLERY_WIDE_SIZES = (
    "(min-width: 66rem) 63.75rem, (min-width: 49rem) 44.6rem, (min-width: 40rem) 92vw, 78vw"
)


class BodyPhoto(Protocol):
    """A photo of the library, as far as rendering needs it; `images.Photo` is one."""

    @property
    def alt(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def credit(self) -> str: ...
    def url(self, shape: str = "full") -> str:
        """URL of the largest file of a shape."""

    def picture_html(self, shape: str = "full", *, sizes: str, alt: str) -> str:
        """`<picture>` of a shape, lazily loaded; `sizes` and `alt` are not escaped yet."""


# Photo ids → the photos that exist, by id: `Photo.objects.in_bulk`.
PhotoLookup = Callable[[Iterable[int]], Mapping[int, BodyPhoto]]


def render_body(
    html: str,
    photo_lookup: PhotoLookup,
    *,
    has_lead_photo: bool = True,
    is_sponsored: bool = False,
) -> str:
    """Readers' HTML of body HTML: its figures, scrolling tables, typeset Thai text.

    Without a lead photo above it, a photo at the very beginning is loaded eagerly. If somebody paid
    for the text, its links to other sites say so.
    """
    link_rel = "noopener sponsored" if is_sponsored else "noopener"
    html = clean_body(html)
    with collector_paused(html):
        return _render(_children(parse(html)[0]), photo_lookup, has_lead_photo, link_rel)


def _render(
    blocks: list[Element], photo_lookup: PhotoLookup, has_lead_photo: bool, link_rel: str
) -> str:
    blocks = [block for block in blocks if not _is_typed(block, _TYPED_SPACE)]
    add_heading_ids(blocks)
    ids = [int(img.get("data-file")) for block in blocks for img in _images(block)]
    photos = photo_lookup(ids) if ids else {}
    rendered = [_render_block(block, photos, link_rel) for block in blocks]
    if not has_lead_photo and blocks and (is_photo(blocks[0]) or is_gallery(blocks[0])):
        rendered[0] = rendered[0].replace(' loading="lazy"', ' fetchpriority="high"', 1)
    return "".join(_without_outer_breaks(rendered))


def _without_outer_breaks(rendered: list[str]) -> list[str]:
    """Without the rules at the beginning and the end, which separate nothing."""
    start, end = 0, len(rendered)
    while start < end and rendered[start] == "<hr>":
        start += 1
    while end > start and rendered[end - 1] == "<hr>":
        end -= 1
    return rendered[start:end]


def _render_block(block: Element, photos: Mapping[int, BodyPhoto], link_rel: str) -> str:
    if "data-embed" in block.attrs:
        return _render_video(block)
    if "data-article" in block.attrs:
        return reference_mark("article", block.get("data-article"))
    if "data-document" in block.attrs:
        return reference_mark("document", block.get("data-document"))
    if is_gallery(block):
        return _render_gallery(block, photos)
    if block.tag == "figure":
        return "".join(_render_photo(*row) for row in _find_photos(block, photos))
    if block.tag == "pre":
        return serialize([block])
    if _is_typed(block, _TYPED_BREAK):
        return "<hr>"
    for link in block.elements():
        if link.tag == "a" and _is_external(link.get("href")):
            link.attrs["rel"] = link_rel
    if is_pull_quote(block):
        return render_pull_quote(block, _typeset)
    if block.tag == "aside":
        return render_fact_box(block, _typeset)
    if block.tag == "table":
        prepare_table(block)
        table = _typeset([block])
        return (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="ตาราง">{table}</div>'
        )
    return _typeset([block])


def _typeset(nodes: list[Node]) -> str:
    return serialize(nodes, lambda text: typeset(escape_text(text)))


def _children(element: Element) -> list[Element]:
    """The child elements; text of a body stands in paragraphs."""
    return [child for child in element.children if isinstance(child, Element)]


def _images(block: Element) -> list[Element]:
    return [one for one in block.elements() if one.tag == "img"] if block.tag == "figure" else []


def _is_typed(block: Element, pattern: re.Pattern[str]) -> bool:
    """Whether a block is a paragraph of nothing but text that the pattern matches."""
    first = block.children[0] if block.tag == "p" and len(block.children) == 1 else None
    return (
        not block.attrs
        and isinstance(first, str)
        and len(first) <= MAX_TYPED_BREAK_LENGTH
        and pattern.fullmatch(first) is not None
    )


def _find_photos(
    figure: Element, photos: Mapping[int, BodyPhoto]
) -> list[tuple[BodyPhoto, str, str]]:
    """`(photo, alternative text, caption HTML)` of each picture that the library has."""
    caption: str | None = None
    if has_caption(figure):
        last = figure.children[-1]
        caption = _typeset(last.children) if isinstance(last, Element) else ""
    found = []
    for img in _images(figure):
        photo = photos.get(int(img.get("data-file")))
        if photo:
            # The library's texts stand in for those the article does not give.
            alt = img.get("alt").strip() or photo.alt
            own = typeset(escape(photo.caption)) if caption is None else caption
            found.append((photo, alt, own))
    return found


def _render_photo(photo: BodyPhoto, alt: str, caption: str) -> str:
    picture = photo.picture_html(sizes=PHOTO_SIZES, alt=alt)
    return f'<figure class="photo">{picture}{_render_caption(photo, caption)}</figure>'


def _render_caption(photo: BodyPhoto, caption: str, prefix: str = "") -> str:
    credit = f'<span class="credit">ภาพ: {escape(photo.credit)}</span>' if photo.credit else ""
    content = " ".join(part for part in (prefix, caption, credit) if part)
    return f"<figcaption>{content}</figcaption>" if content else ""


def _render_gallery(gallery: Element, photos: Mapping[int, BodyPhoto]) -> str:
    """A grid on wide screens, a swipeable strip on narrow ones; each picture links to its file."""
    rows = [row for figure in _children(gallery) for row in _find_photos(figure, photos)]
    if len(rows) < 2:
        return "".join(_render_photo(*row) for row in rows)
    items = []
    for position, (photo, alt, caption) in enumerate(rows, 1):
        is_wide = position == 1 and len(rows) % 2
        sizes = GALLERY_WIDE_SIZES if is_wide else GALLERY_SIZES
        picture = photo.picture_html("card", sizes=sizes, alt=alt)
        counter = f'<span class="gallery-place">{position}/{len(rows)}</span>'
        label = f"ดูภาพเต็ม ภาพที่ {position} จาก {len(rows)}" + (f": {alt}" if alt else "")
        items.append(
            f'<figure class="photo"><a class="gallery-open" href="{escape(photo.url())}" '
            f'aria-label="{escape(label)}">{picture}</a>'
            f"{_render_caption(photo, caption, counter)}</figure>"
        )
    classes = "gallery gallery-odd" if len(rows) % 2 else "gallery"
    label = f"ชุดภาพ {len(rows)} ภาพ"
    return f'<div class="{classes}" role="group" aria-label="{label}">{"".join(items)}</div>'


def _render_video(figure: Element) -> str:
    """Click-to-load embed: a link that `story.js` replaces by an `<iframe>`.

    Nothing is requested from the video's site before the click.
    """
    try:
        video = parse_video_url(figure.get("data-embed"))
    except VideoError:
        return ""
    title = clean_line(figure.text())
    label = typeset(escape(title)) if not is_blank(title) else f"วิดีโอจาก {video.site}"
    return (
        f'<figure class="video"><a class="video-open" href="{escape(video.url)}" rel="noopener" '
        f'data-player="{escape(video.player_url)}"><span class="video-mark" aria-hidden="true"></span>'
        f'<span class="video-title"><span class="visually-hidden">ดูวิดีโอ: </span>{label}</span>'
        f'<span class="video-note">เล่นจาก {video.site} ซึ่งจะได้รับข้อมูลการเข้าชมของคุณเมื่อกดดู</span></a></figure>'
    )


def _is_external(href: str) -> bool:
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return False
    return host is not None and host != urlsplit(settings.PUBLIC_URL).hostname
