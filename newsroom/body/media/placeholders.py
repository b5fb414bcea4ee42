"""Empty elements that a script fills with a player: which address they stand for."""

from __future__ import annotations

import re

from newsroom.body.media.embeds import video_figure
from newsroom.body.parsing.tree import Element

PLACE_HOLDERS = {"div", "span", "p", "section", "a", "button", "figure"}
_URL_ATTRIBUTES = (
    "data-href", "data-url", "data-src", "data-embed-url", "data-video-url", "data-video", "data-embed-src",
    "data-instgrm-permalink", "data-oembed-url", "data-oembed", "data-settings",
)  # fmt: skip
_YOUTUBE_ATTRIBUTES = (
    "data-youtube-id",
    "data-youtube",
    "data-ytid",
    "data-yt-id",
    "data-videoid",
    "data-video-id",
)
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
# Posts, which are no videos, but something readers saw.
_POST_CLASSES = {
    "fb-post",
    "fb-video",
    "fb-comment-embed",
    "instagram-media",
    "twitter-tweet",
    "tiktok-embed",
}
_LYTE = "WYL_"
# Charts: class → (attribute, where what it names is).
_CHARTS = {
    "infogram-embed": ("data-id", "https://infogram.com/{}"),
    "flourish-embed": ("data-src", "https://public.flourish.studio/{}/"),
    "datawrapper-embed": ("data-id", "https://datawrapper.dwcdn.net/{}/"),
}
_CHART_ID = re.compile(r"[A-Za-z0-9_/-]{3,200}")
# Elementor's video widget keeps its settings as JSON, in which slashes are escaped.
_SETTING = re.compile(r'"(?:youtube|vimeo|dailymotion|hosted|external)_url":"([^"]{1,1000})"')


def embedded_url(element: Element) -> str:
    """The address of a place holder's video or post; empty for an element with words of its own."""
    attrs = element.attrs
    if not any(name in attrs for name in _ALL_ATTRIBUTES) and not attrs.get("id", "").startswith(
        _LYTE
    ):
        return ""
    is_post = bool(_POST_CLASSES & set(element.classes()))
    if element.text().strip() or element.find("img", "picture", "iframe", "video"):
        return ""
    for kind, (name, template) in _CHARTS.items():
        if kind in element.classes() and _CHART_ID.fullmatch(attrs.get(name, "")):
            return template.format(attrs[name].strip("/"))
    for name in _URL_ATTRIBUTES:
        url = attrs.get(name, "").strip()
        if name == "data-settings" and (match := _SETTING.search(url)):
            url = match[1].replace("\\/", "/")
        if url and (is_post or video_figure(url)):
            return url
    ids = [attrs.get(name, "") for name in _YOUTUBE_ATTRIBUTES]
    if "youtube" in attrs.get("class", ""):
        ids.append(attrs.get("data-id", ""))
    if attrs.get("id", "").startswith(_LYTE):
        ids.append(attrs["id"].removeprefix(_LYTE))
    found = next((one for one in ids if _YOUTUBE_ID.fullmatch(one)), "")
    return f"https://www.youtube.com/watch?v={found}" if found else ""


_ALL_ATTRIBUTES = (*_URL_ATTRIBUTES, *_YOUTUBE_ATTRIBUTES, "data-id")
