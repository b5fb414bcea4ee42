"""Shortcodes as tokens of a text: which brackets are one, its attributes, the address it embeds.

`[1]` and `[ภาพ]` are the writer's own brackets: a name is ASCII and begins with a letter, and one
without a closing end and without attributes is only a shortcode if it looks like one.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

# `[name …]`, `[/name]`, `[name …/]`, and `[[name]]`, which WordPress shows in single brackets. Each
# part is possessive: a text is read once.
SHORTCODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60}+)"
    r"(?P<attributes>(?:[\s=/:](?:[^\]\[\"“”″'‘’]++|\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[“”″'‘’\"])*+)?+)\]"
)
_ATTRIBUTE = re.compile(
    r"""([A-Za-z_][\w-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|[“”″]([^“”″]*+)[“”″]|([^\s"'\]]++))"""
)
URL = re.compile(r"https?://[^\s\[\]<>\"”″]++")
# Names known although they stand alone.
EMBEDS = {
    "embed", "youtube", "vimeo", "video", "audio", "facebook", "fbvideo", "tiktok", "dailymotion",
    "soundcloud", "playlist", "twitter", "tweet", "instagram", "iframe", "googlemaps", "su_youtube",
    "vc_video", "fusion_youtube", "et_pb_video", "evp_embed_video", "googlevideo", "flv", "fvplayer",
}  # fmt: skip
# Parts of a text line; every other pair of a page builder is a block of its own.
_INLINE = re.compile(
    r"(?:.*[_-])?(?:dropcaps?|highlight|tooltip|icons?|popup|label|badge|btn|button|link|color|font|abbr|small|"
    r"strong|bold|italic|underline|mark|fn|footnote|ref|note|b|i|u|em|sup|sub)"
)
_BLOCKS = re.compile(
    r"(?:vc|et_pb|fusion|av|tdb?|tdc|cs|mk|wpb|elementor|ux|penci|jnews|x|su|themify|cmsms|thb|qode|eltd)_"
    r"|.*(?:rows?|columns?|cols?|sections?|container|text|half|thirds?|fourths?|fifths?|sixths?|box|tabs?|toggles?|"
    r"accordions?|panels?|quote|spoiler|divider|spacer|separator|clear|heading|title|list|item|last)$"
)
# What stands in an attribute and is shown to readers: the words of headings, tabs and buttons.
_TITLED = re.compile(
    r".*(?:heading|title|tab|toggle|accordion|spoiler|blurb|button|btn|cta|tour_section)(?:_|-|$)"
)
_TEXT_ATTRIBUTES = ("title", "text", "heading", "button_text", "content", "label")
_SINGLE = re.compile(
    r"(?:vc|et_pb|fusion|su|av|tdb?|tdc|cs|mk|wpb|elementor|ux|rev|ngg|wp|x|bs|penci|jnews|better)_[a-z]"
    r"|.*(?:_|-|form|slider|gallery|button|divider|spacer|separator|clear|row|column|ads?[0-9]*$|adsense|toc|sitemap|login|search|map)"
)  # fmt: skip
_URL_ATTRIBUTES = (
    "src", "url", "mp4", "mp3", "m4v", "webm", "ogv", "m4a", "ogg", "wav", "flv", "file", "link", "href",
    "video_url", "video", "audio",
)  # fmt: skip
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_DAILYMOTION_ID = re.compile(r"[a-z0-9]{5,12}")


class Token(NamedTuple):
    """A shortcode in a text: `source` is all of it, `attributes` what stands behind its name."""

    name: str
    attributes: str
    is_close: bool
    source: str

    @property
    def is_block(self) -> bool:
        """Whether what is inside is a paragraph of its own, not part of a line."""
        return _BLOCKS.match(self.name) is not None and _INLINE.fullmatch(self.name) is None

    @property
    def shown_text(self) -> str:
        """The words in its attributes that the old site showed; mostly none."""
        if not _TITLED.match(self.name):
            return ""
        values = attributes_of(self.attributes)
        return next((values[name] for name in _TEXT_ATTRIBUTES if values.get(name)), "")


def pieces(text: str, closed: set[str]) -> list[str | Token]:
    """`text` cut at its shortcodes. `closed`: names of which an end is somewhere."""
    found: list[str | Token] = []
    position = 0
    for match in SHORTCODE.finditer(text):
        start, end = match.span()
        if start and text[start - 1] == "[" and text[end : end + 1] == "]":
            found += [text[position : start - 1], match.group()]
            position = end + 1
            continue
        name = match["name"].lower()
        attributes = match["attributes"]
        is_shortcode = (
            match["close"]
            or name in closed
            or name in EMBEDS
            or name == "gallery"
            or _ATTRIBUTE.search(attributes)
            or attributes.rstrip().endswith("/")
            or attributes.startswith((":http", "=http"))
            or _SINGLE.match(name)
        )
        if is_shortcode:
            found += [
                text[position:start],
                Token(name, attributes, bool(match["close"]), match.group()),
            ]
            position = end
    found.append(text[position:])
    return [piece for piece in found if piece]


def attributes_of(text: str) -> dict[str, str]:
    return {
        match[1].lower(): next((value for value in match.groups()[1:] if value is not None), "")
        for match in _ATTRIBUTE.finditer(text)
    }


def caption_of(text: str) -> str:
    """The caption attribute of old captions, the last one: it may hold quotation marks of its own."""
    _, is_given, rest = text.partition('caption="')
    rest = rest.rstrip()
    if is_given and rest.endswith('"') and '="' not in rest:
        return rest[:-1]
    return attributes_of(text).get("caption", "")


def embed_url(token: Token) -> str:
    """The address in `[youtube URL]`, `[youtube=URL&w=320]`, `[video mp4="…"]`, `[vimeo 123]`."""
    if url := linked_url(token):
        return url
    if match := URL.search(token.attributes):
        url = match.group()
        return url if "?" in url else url.split("&", 1)[0]
    values = attributes_of(token.attributes)
    return _video_url(
        token.name, values.get("id") or token.attributes.strip("= \t\"'").split("&", 1)[0]
    )


def linked_url(token: Token) -> str:
    """The address of a file or page in the attribute that is for it; empty if there is none."""
    values = attributes_of(token.attributes)
    for name in _URL_ATTRIBUTES:
        value = values.get(name, "")
        if name == "link" and value.startswith("url:"):  # WPBakery: `url:https%3A%2F%2F…|title:…`
            value = unquote(value[4:].split("|", 1)[0])
        if value.startswith(("http://", "https://", "//", "/")):
            return value
    return ""


def url_of_content(token: Token, text: str) -> str:
    """The address between the ends: `[embed]https://…[/embed]`, `[youtube]id[/youtube]`."""
    match = URL.search(text)
    return match.group() if match else _video_url(token.name, text.strip())


def _video_url(name: str, video_id: str) -> str:
    if "youtube" in name and _YOUTUBE_ID.fullmatch(video_id):
        return f"https://www.youtube.com/watch?v={video_id}"
    if "vimeo" in name and video_id.isascii() and video_id.isdecimal():
        return f"https://vimeo.com/{video_id}"
    if "dailymotion" in name and _DAILYMOTION_ID.fullmatch(video_id):
        return f"https://www.dailymotion.com/video/{video_id}"
    return ""


def numbers_in(text: str) -> tuple[int, ...]:
    """The ids in `"3, 1,2"`."""
    words = "".join(c if c.isascii() and c.isdecimal() else " " for c in text).split()
    return tuple(int(word) for word in words if len(word) < 12)
