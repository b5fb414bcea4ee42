"""HTML of stories: the one allow-list, the text in it, and what readers get to see.

Whatever comes from the editor, an importer or anywhere else passes `clean_body` and is stored;
`render_body` makes the reader's HTML of it once, when the story is saved. nh3 does the sanitising;
the rest is one walk over its well-formed output.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.conf import settings

from newsroom.articles import figures
from newsroom.articles.figures import IMG, PART
from newsroom.articles.figures import photo_ids as photo_ids
from newsroom.articles.video import PATTERNS, VideoError, read_video
from newsroom.thai.clean import clean, is_blank
from newsroom.thai.typography import typeset

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "cite", "figure", "figcaption", "img",
    "a", "strong", "em", "u", "s", "sub", "sup", "br", "hr", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "code", "pre",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"data-file", "alt"},
    "figure": {"data-gallery", "data-embed"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
# What our editor can make; its sanitiser is replaced by ours, so this only shapes the toolbar.
EDITOR_EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Image": True,
    "Caption": True,
    "Figure": {"pickerUrl": "/admin/images/photo/picker/"},
    "Gallery": {"pickerUrl": "/admin/images/photo/picker/?many=1"},
    "Video": {"patterns": [pattern for _, pattern, _ in PATTERNS]},
    "DroppedPhotos": {"sendUrl": "/admin/images/photo/send/"},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "Fullscreen": True,
}
BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "li",
    "blockquote",
    "figcaption",
    "caption",
    "tr",
    "pre",
    "hr",
    "br",
}
CELLS = {"td", "th"}
# Nothing in these stands for itself: empty ones are leftovers of an editor.
_EMPTY = re.compile(
    r"<(p|h2|h3|h4|li|blockquote|strong|em|u|s|sub|sup|a|cite|figcaption|ul|ol|figure|caption)(?! data-embed=)(?: [^>]*)?>"
    r"(?:\s|&nbsp;|\u00a0|<br>)*</\1>"
)
_SAME = [
    (re.compile(r"<(/?)(?:b)(?=[\s>])", re.IGNORECASE), r"<\1strong"),
    (re.compile(r"<(/?)(?:i)(?=[\s>])", re.IGNORECASE), r"<\1em"),
    (re.compile(r"<(/?)h1(?=[\s>])", re.IGNORECASE), r"<\1h2"),
    (re.compile(r"<(/?)h[56](?=[\s>])", re.IGNORECASE), r"<\1h4"),
    (re.compile(r"<(/?)(?:del|strike)(?=[\s>])", re.IGNORECASE), r"<\1s"),
    # What a div held were lines of its own.
    (re.compile(r"<(/?)div(?=[\s>])[^>]*>", re.IGNORECASE), r"<\1p>"),
]
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_OPENERS = ('<figure class="photo"', '<div class="gallery"')
_FIRST_ROW = re.compile(r"<tr>(?:\s*<th[^>]*>.*?</th>)+\s*</tr>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">')
# A line of dashes or stars is a rule, typed by hand.
_TYPED_RULE = re.compile(r"<p>\s*(?:(?:[-*_=–—~]\s*){3,}|\.{4,}\s*)</p>")


def _allowed_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "data-file":
        return value if value.isascii() and value.isdigit() and len(value) < 18 else None
    if name in ("colspan", "rowspan", "start"):
        return value if value.isascii() and value.isdigit() and len(value) < 5 else None
    if name == "data-gallery":
        return ""
    if name == "data-embed":
        try:
            return read_video(value).address
        except VideoError:
            return None
    if name == "scope":
        return value if value in ("col", "row") else None
    if name == "href":
        return value.strip()
    return clean(value)


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_allowed_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
    clean_content_tags={
        "script",
        "style",
        "iframe",
        "object",
        "noscript",
        "template",
        "svg",
        "math",
    },
)

# Each moves tags out of where they may not stand, which may put others where they may not.
MOST_CLEANINGS = 20


def clean_body(html: str) -> str:
    """The HTML we store: nothing outside the allow-list, text clean (T-N1), pictures of ours only.

    A picture is `<img data-file="<photo id>" alt="…">`. Empty paragraphs go. Idempotent.
    """
    if not html or not html.strip():
        return ""
    html = clean(html)
    for pattern, same in _SAME:
        html = pattern.sub(same, html)
    html = _CLEANER.clean(html)
    # References such as &#8203; have become letters only now.
    html = clean(html)
    html = IMG.sub(lambda match: match.group() if "data-file=" in match.group(1) else "", html)
    for _ in range(MOST_CLEANINGS):
        before = html
        html = _EMPTY.sub("", figures.settle(_CLEANER.clean(html))).strip()
        if html == before:
            break
    return html


def body_text(html: str) -> str:
    """The plain text of a clean body: a line a block, table cells parted by a tab."""
    out: list[str] = []
    for part in PART.findall(html):
        if part[0] != "<":
            out.append(unescape(part).replace("\n", " "))
            continue
        name = _TAG_NAME.match(part)
        if name and name[1] in BLOCKS:
            out.append("\n")
        elif name and name[1] in CELLS and part[1] == "/":
            out.append("\t")
    lines = (line.strip() for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def render_body(html: str, has_lead_photo: bool = True) -> str:
    """The reader's HTML of a clean body: its figures, tables that scroll, no bad breaks.

    Where no photo stands above it, one that it begins with must not wait.
    """
    html = _TYPED_RULE.sub("<hr>", html)
    if "<img" in html or "<figure" in html:
        html = figures.show(html)
        if not has_lead_photo and html.startswith(_OPENERS):
            html = html.replace(' loading="lazy"', ' fetchpriority="high"', 1)
    if "<table" in html:
        html = _TABLE.sub(_scrolling_table, html)
    if "<a " in html:
        html = _LINK.sub(_link, html)
    return "".join(part if part[0] == "<" else typeset(part) for part in PART.findall(html))


def plain_to_html(text: str) -> str:
    """Plain text as paragraphs: a blank line parts them, a line end is a `<br>`."""
    paragraphs = re.split(r"\n\s*\n", clean(text).strip())
    return "".join(
        f"<p>{'<br>'.join(escape(line.strip()) for line in paragraph.split(chr(10)))}</p>"
        for paragraph in paragraphs
        if not is_blank(paragraph)
    )


def _scrolling_table(match: re.Match[str]) -> str:
    table = _FIRST_ROW.sub(
        lambda row: row.group().replace("<th>", '<th scope="col">'), match.group(), count=1
    )
    return (
        '<div class="table-scroll" tabindex="0" role="region" aria-label="ตาราง">'
        + table
        + "</div>"
    )


def _link(match: re.Match[str]) -> str:
    try:
        host = urlsplit(unescape(match.group(1))).hostname
    except ValueError:
        host = None
    outside = host is not None and host != urlsplit(settings.PUBLIC_URL).hostname
    return f'<a href="{match.group(1)}" rel="noopener">' if outside else match.group()
