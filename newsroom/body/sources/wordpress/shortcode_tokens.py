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
    "wpvideo", "gist",
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
    r".*(?:heading|title|tab|toggle|accordion|spoiler|blurb|button|btn|cta|tour_section|box|panel|alert)(?:_|-|$)"
)
_TEXT_ATTRIBUTES = ("title", "text", "heading", "button_text", "content", "label")
# Names that only a shortcode has; `[Covid-19]`, `[R-18]` and `[platform]` are the writer's.
_SINGLE = re.compile(
    r"(?:[a-z0-9]+[_-])*(?:[a-z]*(?:form|slider|gallery|divider|spacer|separator|adsense|sitemap)|button|clear|row|column"
    r"|ads?[0-9]*|toc|login|search|map)(?:[_-][a-z0-9_-]*)?"
    r"|[a-z0-9]+(?:_[a-z0-9]+)+|(?![a-z]+-[0-9]+$)[a-z0-9]+(?:-[a-z0-9]+)+"
)
_WRITTEN = {"platform", "perform", "inform", "uniform", "reform", "transform", "conform"}
_URL_ATTRIBUTES = (
    "src", "url", "mp4", "mp3", "m4v", "webm", "ogv", "m4a", "ogg", "wav", "flv", "file", "link", "href",
    "video_url", "video", "audio", "movie",
)  # fmt: skip
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
# Attributes with a picture that readers look at; backgrounds are decoration.
_PICTURE_ATTRIBUTES = ("image", "image_url", "img", "photo", "picture", "thumb", "src", "url")
_PICTURE_URL = re.compile(
    r"(?:https?:)?/[^\s?#]+\.(?:jpe?g|png|gif|webp|avif)(?:[?#]\S*)?", re.IGNORECASE
)
# Shortcode → where what it names by number or code is.
_BY_ID = {
    "tweet": "https://twitter.com/i/status/{}", "twitter": "https://twitter.com/i/status/{}",
    "facebook": "https://www.facebook.com/watch/?v={}", "fbvideo": "https://www.facebook.com/watch/?v={}",
    "tiktok": "https://www.tiktok.com/embed/{}", "instagram": "https://www.instagram.com/p/{}/",
    "wpvideo": "https://videopress.com/v/{}", "gist": "https://gist.github.com/{}",
}  # fmt: skip
_SHARED_ID = re.compile(r"[A-Za-z0-9_-]{4,40}")
# How far the end of `[[name]…[/name]]` may be.
MAX_ESCAPED = 2_000
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
        if start < position:
            continue
        if start and text[start - 1] == "[" and (literal_end := _escaped_end(text, match)):
            found += [text[position : start - 1], text[start:literal_end]]
            position = literal_end + 1
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
            or (
                _SINGLE.fullmatch(match["name"])
                and name not in _WRITTEN
                and not _is_prose(attributes)
            )
        )
        if is_shortcode:
            found += [
                text[position:start],
                Token(name, attributes, bool(match["close"]), match.group()),
            ]
            position = end
    found.append(text[position:])
    return [piece for piece in found if piece]


def _escaped_end(text: str, match: re.Match[str]) -> int:
    """Where what stands in double brackets ends, `[[name]` or `[[name]…[/name]`; 0 if it does not."""
    end = match.end()
    if text[end : end + 1] == "]":
        return end
    closing = f"[/{match['name']}]]"
    place = text.find(closing, end, end + MAX_ESCAPED)
    return 0 if place < 0 else place + len(closing) - 1


def _is_prose(attributes: str) -> bool:
    """Whether words stand behind the name, as in `[so-called hero]`, and no number or quotation mark."""
    return bool(attributes.strip()) and not any(
        one.isdecimal() or one in "\"'“”″=" for one in attributes
    )


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
    if token.attributes.startswith("=http"):
        return token.attributes[1:].split()[0]
    values = attributes_of(token.attributes)
    for name in _URL_ATTRIBUTES:
        value = values.get(name, "")
        if name == "link" and value.startswith("url:"):  # WPBakery: `url:https%3A%2F%2F…|title:…`
            value = unquote(value[4:].split("|", 1)[0])
        if value.startswith(("http://", "https://", "//", "/")):
            return value
    return ""


def picture_url(token: Token) -> str:
    """The address of a picture file in an attribute; empty if there is none."""
    values = attributes_of(token.attributes)
    found = (values.get(name, "") for name in _PICTURE_ATTRIBUTES)
    return next((url for url in found if _PICTURE_URL.fullmatch(url)), "")


def said_by(token: Token) -> str:
    """Who is quoted: `[quote cite="…"]`, `[quote="…"]`."""
    values = attributes_of(token.attributes)
    name = values.get("cite") or values.get("author") or values.get("name", "")
    return name or token.attributes.strip().removeprefix("=").strip(
        "\"'"
    ) * token.attributes.startswith("=")


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
    if name in _BY_ID and _SHARED_ID.fullmatch(video_id):
        return _BY_ID[name].format(video_id)
    return ""


def numbers_in(text: str) -> tuple[int, ...]:
    """The ids in `"3, 1,2"`."""
    words = "".join(c if c.isascii() and c.isdecimal() else " " for c in text).split()
    return tuple(int(word) for word in words if len(word) < 12)
