"""What a body may contain: the allow-list of tags and attributes, and what the editor can write.

A photo is `<img data-file="<photo id>" alt="…">`; its forms as figure, gallery and video embed are
described in `newsroom.body.figures`, pull quotes and fact boxes in `newsroom.body.asides`.
"""

from __future__ import annotations

from typing import Any

from newsroom.body.links import URL_SCHEMES
from newsroom.body.media.video_embeds import URL_PATTERNS

ALLOWED_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "cite", "figure", "figcaption", "img",
    "a", "strong", "em", "u", "s", "sub", "sup", "br", "hr", "table", "tbody", "tr", "th", "td",
    "code", "pre", "span", "aside",
}  # fmt: skip
_BLOCK_ATTRIBUTES = {"id", "lang", "dir"}
ALLOWED_ATTRIBUTES = {
    **dict.fromkeys(("p", "h2", "h3", "h4"), _BLOCK_ATTRIBUTES),
    "a": {"href"},
    "span": {"lang"},
    "img": {"data-file", "alt"},
    "figure": {"data-gallery", "data-embed", "data-article", "data-document"},
    "blockquote": {"data-speaker", "data-position"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# Elements that go with everything inside them; of other forbidden elements the content stays.
TAGS_REMOVED_WITH_CONTENT = {
    "script", "style", "iframe", "object", "noscript", "template", "svg", "math",
}  # fmt: skip


def editor_extensions(
    photo_urls: dict[str, Any],
    paste_url: Any,
    document_url: Any,
    link_targets_url: Any,
    attachment_urls: dict[str, Any],
) -> dict[str, object]:
    """Extensions of django-prose-editor for this schema; they decide what its toolbar offers.

    `photo_urls` are those of the library: `libraryUrl` lists it, `sendUrl` takes new photos,
    `textsUrl` reads and writes their texts. `paste_url` converts what is pasted, `document_url` Word
    documents, `link_targets_url` finds articles, `attachment_urls` list documents for readers
    (`libraryUrl`) and take them (`sendUrl`); all may be lazy. The editor's own sanitiser is not used.
    The order of the marks is that of `newsroom.body.model.inline.MARK_TAGS`.
    """
    return {
        "Language": True,
        "Bold": True,
        "Italic": True,
        "Underline": True,
        "Strike": True,
        "Subscript": True,
        "Superscript": True,
        "Cite": True,
        "Code": True,
        "CodeBlock": True,
        "BlockDetails": True,
        "Lines": True,
        "Heading": {"levels": [2, 3, 4]},
        "BulletList": True,
        "OrderedList": True,
        "ListItem": True,
        "Blockquote": True,
        "FactBox": True,
        "FactBoxTitle": True,
        "PullQuote": True,
        "HorizontalRule": True,
        "HardBreak": True,
        "Link": {"searchUrl": link_targets_url, "protocols": sorted(URL_SCHEMES)},
        "ReadMore": {"searchUrl": link_targets_url},
        "Attachment": attachment_urls,
        "Image": True,
        "Caption": True,
        "Figure": photo_urls,
        "WholeFigures": True,
        "SelectionBar": True,
        "SlashMenu": True,
        "FindAndReplace": True,
        "Gallery": True,
        "Video": {"patterns": [pattern for _, pattern, _ in URL_PATTERNS]},
        "DroppedPhotos": {**photo_urls, "documentUrl": document_url},
        "PastedHtml": {"convertUrl": paste_url},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "History": True,
    }
