"""Pictures of any kind of source → photos of the library; emoji pictures → their text."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from newsroom.body.conversion import ImageSource
from newsroom.body.figures import photo_figure
from newsroom.body.model.inline import LINE_BREAK, Marks, is_visible, mark, with_mark
from newsroom.body.parsing.tree import Element
from newsroom.thai.clean import clean_line

if TYPE_CHECKING:
    from newsroom.body.model.flow import Flow

MAX_ID_DIGITS = 17  # fits into a 64-bit integer
# Where scripts that load pictures late keep the address, best first.
_LAZY_SRC = (
    "data-orig-file", "data-large_image", "data-large-file", "data-full-url", "data-lazy-src",
    "data-src", "data-original", "data-lazy", "data-ll-src", "data-pagespeed-lazy-src",
    "data-litespeed-src", "data-cfsrc", "data-actualsrc", "data-img-src",
)  # fmt: skip
_LAZY_SRCSET = ("data-srcset", "data-lazy-srcset", "srcset")
_EMOJI_CLASSES = {"emoji", "wp-smiley", "smiley", "emojione", "twemoji", "_ni9", "_5mfr", "an1"}
_EMOJI_PATHS = (
    "/emoji/", "/emoji.php/", "/smilies/", "/smileys/", "twemoji", "/emoticons/", "emojione",
    "notoemoji", "/forum/smileys/",
)  # fmt: skip
# A picture of nothing but emoji, by its own alternative text.
_ONLY_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]{1,8}")
_DISPLAY_STYLE = re.compile(r"\{\\displaystyle (.{1,2000})\}", re.DOTALL)
# Smaller than any picture with a content: a place holder.
MIN_DATA_BYTES = 200


def add_picture(flow: Flow, element: Element, marks: Marks) -> None:
    """A picture: the library's photo as a figure of its own, an emoji as text."""
    known_id = element.get("data-file")
    if known_id.isascii() and known_id.isdecimal() and len(known_id) <= MAX_ID_DIGITS:
        _add_figure(flow, photo_figure(str(int(known_id)), clean_line(element.get("alt"))))
        return
    if is_emoji(element):
        flow.runs.append((_emoji_text(element), marks))
        return
    if any(name.startswith("mwe-math") for name in element.classes()):  # Wikipedia
        add_formula(flow, element.get("alt"), marks)
        return
    source = image_source(element)
    if source is None or _is_counter(element):
        return
    flow.seen_pictures.update(source.urls)
    photo = flow.conversion.resolve_image(source)
    if photo is None:
        about = source.urls[0] if source.urls else "ภาพจากคลิปบอร์ด"
        flow.conversion.note("picture-missing", about)
        return
    caption = [photo.caption] if photo.caption and "figure" not in flow.inside else None
    figure = photo_figure(str(photo.id), source.alt or clean_line(photo.alt), list(caption or []))
    _add_figure(flow, figure)


def add_formula(flow: Flow, text: str, marks: Marks) -> None:
    """The TeX of a formula as code in the line, with a note: nothing here draws it."""
    text = clean_line(_DISPLAY_STYLE.sub(r"\1", text.strip()))
    if text:
        flow.runs.append((text, with_mark(marks, mark("code"))))
        flow.conversion.note("formula-text", text)


def _is_counter(element: Element) -> bool:
    """Whether a picture is too small to be seen; AMP gives proportions in its place."""
    return element.tag != "amp-img" and (
        element.get("width") in ("0", "1") or element.get("height") in ("0", "1")
    )


def _add_figure(flow: Flow, figure: Element) -> None:
    """Between two lines where the source has it there; behind the line it interrupts."""
    if flow.runs and flow.runs[-1][0] != LINE_BREAK and is_visible(flow.runs):
        flow.after.append(figure)
        return
    flow.end_block()
    flow.blocks.append(figure)


def add_picture_element(flow: Flow, element: Element, marks: Marks) -> None:
    """`<picture>`: its `<img>`, with the addresses of its sources."""
    image = element.find("img", "amp-img")
    sets = [one.get("srcset") or one.get("data-srcset") for one in element.elements()
            if one.tag == "source"]  # fmt: skip
    if image is None:
        image = Element("img")
    if "data-linked" in element.attrs:
        image.attrs["data-linked"] = element.attrs["data-linked"]
    image.attrs["data-sources"] = ", ".join(one for one in sets if one)
    add_picture(flow, image, marks)
    others = [one for one in element.children if isinstance(one, str) or one is not image]
    flow.walk(others, marks)


def add_fallback(flow: Flow, element: Element, marks: Marks) -> None:
    """`<noscript>`: shown if it does not only repeat the picture that a script loads late."""
    image = element.find("img")
    if image is not None and not element.text().strip():
        source = image_source(image)
        if source is None or set(source.urls) & flow.seen_pictures:
            return
    flow.walk(element.children, marks)


def image_source(element: Element) -> ImageSource | None:
    """What the source says about a picture; None for a place holder."""
    urls = [element.get(name).strip() for name in ("data-linked", *_LAZY_SRC)]
    for name in (*_LAZY_SRCSET, "data-sources"):
        urls += srcset_urls(element.get(name))
    src = element.get("src").strip() or element.get("xlink:href").strip()
    urls.append(src)
    usable = tuple(
        dict.fromkeys(url for url in urls if url and not url.lower().startswith("data:"))
    )
    alt = clean_line(element.get("alt"))
    attachment_id = _attachment_id(element)
    if usable:
        return ImageSource(usable, None, alt, attachment_id)
    data = data_of(src)
    if attachment_id is None and (data is None or len(data) < MIN_DATA_BYTES):
        return None
    return ImageSource((), data, alt, attachment_id)


def srcset_urls(srcset: str) -> list[str]:
    """The URLs of a `srcset`, largest first. A URL may contain commas, but not at its end."""
    found: list[tuple[float, str]] = []
    words = srcset.split()
    index = 0
    while index < len(words):
        url = words[index].strip(",")
        size = 1.0
        if not words[index].endswith(",") and index + 1 < len(words):
            index += 1
            digits = words[index].rstrip(",").rstrip("wxh")
            size = float(digits) if digits.replace(".", "", 1).isdecimal() else 1.0
        if url:
            found.append((size, url))
        index += 1
    return [url for _, url in sorted(found, key=lambda pair: -pair[0])]


def data_of(url: str) -> bytes | None:
    """The file in a `data:` URL of a picture; None if it is none or broken."""
    head, comma, body = url.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    try:
        if head.lower().replace(" ", "").endswith(";base64"):
            return b64decode("".join(body.split()).encode("ascii"))
        return unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _attachment_id(element: Element) -> int | None:
    candidates = [name[9:] for name in element.classes() if name.startswith("wp-image-")]
    candidates += [element.get("data-id"), element.get("data-attachment-id")]
    return next(
        (int(one) for one in candidates if one.isascii() and one.isdecimal() and len(one) < 12),
        None,
    )


def is_emoji_url(url: str) -> bool:
    return any(part in url.lower() for part in _EMOJI_PATHS)


def is_emoji(element: Element) -> bool:
    url = element.get("src") or element.get("data-src")
    return (
        bool(_EMOJI_CLASSES & set(element.classes()))
        or "goomoji" in element.attrs
        or "data-emoji" in element.attrs
        or is_emoji_url(url)
        or _ONLY_EMOJI.fullmatch(element.get("alt").strip()) is not None
    )


def _emoji_text(element: Element) -> str:
    """The alternative text, or the characters that the file is named after."""
    texts = (element.get(name).strip() for name in ("alt", "title", "data-emoji"))
    if text := next(filter(None, texts), ""):
        return text
    name = element.get("src").rsplit("/", 1)[-1].split(".", 1)[0]
    try:
        return "".join(chr(int(part, 16)) for part in name.replace("_", "-").split("-"))
    except (ValueError, OverflowError):
        return ""
