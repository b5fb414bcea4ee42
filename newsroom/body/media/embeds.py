"""Embedded content of other sites: a click-to-load video where we know the player, else a link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from newsroom.body.links import clean_url, host_of
from newsroom.body.media.video_embeds import VideoError, parse_video_url
from newsroom.body.model.inline import LINE_BREAK, Marks, Run, elements, mark
from newsroom.body.parsing.tree import Element, Node
from newsroom.thai.clean import clean_line

if TYPE_CHECKING:
    from newsroom.body.conversion import Conversion
    from newsroom.body.model.flow import Flow

TAGS = (
    "iframe", "embed", "object", "video", "audio", "amp-iframe", "amp-youtube", "amp-facebook",
    "amp-vimeo", "amp-tiktok", "amp-video", "amp-audio", "amp-twitter", "amp-instagram",
    "lite-youtube", "youtube-video", "bgsound", "applet", "frame", "x-embed",
)  # fmt: skip
_URL_ATTRIBUTES = (
    "src", "data-src", "data-lazy-src", "data-litespeed-src", "data-ezsrc", "data-href", "data-url",
    "data", "cite", "href", "data-instgrm-permalink", "data-cmp-src", "data-original-src",
)  # fmt: skip
# Tag → address of the embedded page from an id in the attribute.
_ID_ATTRIBUTES = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "youtube-video": ("data-id", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
}
_FILES = ("video", "audio", "amp-video", "amp-audio", "bgsound")
_QUOTE_CLASSES = {"tiktok-embed", "instagram-media", "fb-video", "fb-post"}
_VIDEO_EXTENSIONS = (".mp4", ".m4v", ".webm", ".mov", ".ogv", ".avi", ".wmv", ".flv", ".3gp")
_AUDIO_EXTENSIONS = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".aac", ".wma", ".flac")
_DOCUMENT_EXTENSIONS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".zip")
# Host (its end) → what is embedded from there.
_NAMES = {
    "google.com": "แผนที่หรือเอกสารจาก Google", "goo.gl": "แผนที่จาก Google",
    "twitter.com": "โพสต์บน X", "x.com": "โพสต์บน X", "instagram.com": "โพสต์บน Instagram",
    "facebook.com": "โพสต์บน Facebook", "tiktok.com": "วิดีโอบน TikTok",
    "youtube.com": "วิดีโอบน YouTube", "youtube-nocookie.com": "วิดีโอบน YouTube",
    "soundcloud.com": "เสียงจาก SoundCloud", "spotify.com": "เสียงจาก Spotify",
}  # fmt: skip
MAX_LINE_URL = 1000


def is_embed(element: Element) -> bool:
    """Whether an element that is usually something else stands for embedded content."""
    return bool(_QUOTE_CLASSES & set(element.classes()))


def add_embed(flow: Flow, element: Element, marks: Marks) -> None:
    """`iframe`, AMP and media elements: each of their addresses as a video or a link."""
    flow.end_block()
    conversion = flow.conversion
    urls = embed_urls(element)
    if element.tag == "blockquote":
        words = element.text().strip()
        if not video_figure(urls[0] if urls else ""):
            flow.walk(element.children, marks)
            flow.end_block()
            if words:
                return
    if not urls:
        if element.tag not in _FILES and element.children:
            flow.walk(element.children, marks)
            flow.end_block()
        elif "src" in element.attrs or "data" in element.attrs or element.tag not in _FILES:
            conversion.note("embed-removed", element.get("src") or element.get("data"))
        return
    title = clean_line(element.get("title") or element.get("aria-label") or "")
    flow.blocks += embed_blocks(conversion, urls[0], title)


def embed_urls(element: Element) -> list[str]:
    """The addresses an embedding element gives, best first."""
    if pair := _ID_ATTRIBUTES.get(element.tag):
        name, template = pair
        if value := element.get(name).strip():
            return [template.format(value)]
    urls = [element.get(name).strip() for name in _URL_ATTRIBUTES]
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.tag == "source":
            urls.append((child.get("src") or child.get("data-src")).strip())
        elif child.tag == "param" and child.get("name").lower() in ("movie", "src", "filename"):
            urls.append(child.get("value").strip())
        elif child.tag == "embed":
            urls.append(child.get("src").strip())
    return [url for url in urls if url and not url.lower().startswith(("about:", "data:", "blob:"))]


def embed_blocks(conversion: Conversion, url: str, title: str = "") -> list[Element]:
    """The video at a URL, or a paragraph with a link to it."""
    url = inner_url(url)
    if figure := video_figure(url):
        if title:
            figure.children.append(Element("figcaption", {}, [title]))
        return [figure]
    path = url.split("?", 1)[0].lower()
    is_file = path.endswith(_VIDEO_EXTENSIONS + _AUDIO_EXTENSIONS)
    target = clean_url(conversion.resolve_link(url))
    if target is None:
        conversion.note("embed-removed", url)
        return []
    conversion.note("file-link" if is_file else "embed-link", url)
    return [Element("p", {}, [Element("a", {"href": target}, [title or _name(target)])])]


def inner_url(url: str) -> str:
    """The page that a player or plug-in address shows."""
    if url.startswith("//"):
        url = f"https:{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = host_of(url)
    if host.endswith("facebook.com") and parts.path.startswith("/plugins/"):
        return parse_qs(parts.query).get("href", [url])[0]
    return url


def video_figure(url: str) -> Element | None:
    """The stored form of the video at a URL; None if it is none that we can embed."""
    try:
        return Element("figure", {"data-embed": parse_video_url(url).url})
    except VideoError:
        return None


def _name(url: str) -> str:
    path = url.split("?", 1)[0].split("#", 1)[0]
    file_name = clean_line(unquote(path.rsplit("/", 1)[-1]))
    if path.lower().endswith(_VIDEO_EXTENSIONS):
        return f"ไฟล์วิดีโอ {file_name}"
    if path.lower().endswith(_AUDIO_EXTENSIONS):
        return f"ไฟล์เสียง {file_name}"
    if path.lower().endswith(_DOCUMENT_EXTENSIONS):
        return f"ไฟล์ {file_name}"
    host = host_of(url)
    for end, name in _NAMES.items():
        if host == end or host.endswith(f".{end}"):
            return name
    return f"เนื้อหาจาก {host}" if host else f"เนื้อหา {file_name}".strip()


def split_at_video_lines(runs: list[Run]) -> list[list[Run]]:
    """The runs of a paragraph, with each line that is the URL of a video as a paragraph of its own."""
    if not any(text.lstrip().startswith(("http://", "https://")) for text, _ in runs):
        return [runs]
    parts: list[list[Run]] = [[]]
    for line in _lines(runs):
        is_url = len(line) == 1 and line[0][0].strip().startswith(("http://", "https://"))
        if is_url and " " not in line[0][0].strip() and video_figure(inner_url(line[0][0].strip())):
            parts += [line, []]
        else:
            parts[-1] += [(LINE_BREAK, ()), *line] if parts[-1] else line
    return [part for part in parts if part]


def _lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run[0] == LINE_BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    return lines


def embed_line(conversion: Conversion, runs: list[Run]) -> list[Element]:
    """A paragraph that is nothing but a URL: its video, or a link; [] for any other."""
    if len(runs) != 1:
        return []
    text, marks = runs[0]
    if not text.startswith(("http://", "https://")) or len(text) > MAX_LINE_URL or " " in text:
        return []
    target = next((old.value for old in marks if old.tag == "a"), text)
    if target != text and clean_url(target) != clean_url(text):
        return []
    if figure := video_figure(inner_url(text)):
        return [figure]
    url = clean_url(conversion.resolve_link(text))
    if marks or url is None:
        return []
    link: list[Node] = elements([(text, (mark("a", url),))])
    return [Element("p", {}, link)]
