"""The one way in for body HTML: from the editor, the clipboard and importers.

    converted = convert(html, resolve_image=find_or_add_photo)
    article.body = converted.html
    for note in converted.notes: report(note.kind, note.message, note.detail)

The HTML is parsed once, a tree is changed by the steps of `STEPS`, brought into the content model by
`Flow`, finished by `FINISHING_STEPS`, written, and passed through nh3 as the last gate. Every step
takes time linear in the input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsroom.body.anchors import settle_anchors
from newsroom.body.conversion import (
    Conversion,
    GalleryRequest,
    ImageSource,
    LibraryPhoto,
    Note,
    _no_gallery,
    _no_photo,
    _same_url,
)
from newsroom.body.headings import shift_headings
from newsroom.body.model.flow import Flow
from newsroom.body.model.languages import may_have_other_scripts
from newsroom.body.parsing.garbage_collection import collector_paused
from newsroom.body.parsing.tree import Element, parse, serialize
from newsroom.body.sanitizer import CleanHtml, sanitize
from newsroom.body.sources.classes import read_classes
from newsroom.body.sources.text_damage import note_wrong_encoding
from newsroom.body.sources.word import read_word_lists
from newsroom.body.sources.wordpress.classic import read_classic_text
from newsroom.body.sources.wordpress.shortcodes import read_shortcodes
from newsroom.body.unwrapping import unwrap_single_paragraphs
from newsroom.thai.clean import clean

# Each changes the tree as it was parsed.
STEPS: list[Callable[[Element, Conversion], None]] = [
    note_wrong_encoding,
    read_shortcodes,
    read_classic_text,
    read_word_lists,
    read_classes,
]

# Character references whose character is clean wherever it stands.
_SAFE_REFERENCES = ("&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&#39;")


@dataclass(frozen=True)
class Converted:
    """`html` is clean; `notes` say what a reader of the source saw and does not see in it."""

    html: CleanHtml
    notes: list[Note]


def convert(
    html: str,
    *,
    resolve_image: Callable[[ImageSource], LibraryPhoto | None] = _no_photo,
    resolve_gallery: Callable[[GalleryRequest], Sequence[LibraryPhoto]] = _no_gallery,
    resolve_link: Callable[[str], str] = _same_url,
    is_wordpress: bool = False,
) -> Converted:
    """Clean body HTML of any HTML, and what was lost on the way.

    resolve_image    finds or adds a picture to the library; None: it is left out, with a note
    resolve_gallery  the photos of a `[gallery]` shortcode, in order
    resolve_link     the address to use for a link, an embedded page or a media file
    is_wordpress     the text of a post: shortcodes are read; without blocks (`<!-- wp:`), an empty
                     line ends a paragraph and a line end is a line break
    """
    conversion = Conversion(resolve_image, resolve_gallery, resolve_link)
    html = clean(html) if html else ""
    conversion.is_wordpress, conversion.source = is_wordpress, html
    references = html.count("&")
    conversion.is_clean = not references or references == sum(map(html.count, _SAFE_REFERENCES))
    conversion.has_other_scripts = may_have_other_scripts(html)
    conversion.keeps_lines = is_wordpress and "<!-- wp:" not in html
    if not html.strip():
        return Converted(CleanHtml(""), conversion.notes)
    with collector_paused(html):
        return Converted(CleanHtml(sanitize(_convert(html, conversion))), conversion.notes)


def _convert(html: str, conversion: Conversion) -> str:
    root, removed_count = parse(html)
    if removed_count:
        conversion.note("nesting-limited", str(removed_count))
    for step in STEPS:
        step(root, conversion)
    blocks = Flow(conversion).blocks_of([root])
    shift_headings(blocks)
    settle_anchors(blocks, conversion)
    unwrap_single_paragraphs(blocks)
    return serialize(list(blocks))


def clean_body(html: str) -> CleanHtml:
    """Body HTML for storing, as `convert` makes it. Idempotent; a `CleanHtml` is returned as it is.

    Images other than the library's (`<img data-file="<photo id>">`) and empty elements are removed.
    """
    return html if isinstance(html, CleanHtml) else convert(html).html
