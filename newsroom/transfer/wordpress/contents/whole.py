"""Parts of a post's content that stand elsewhere in the export, put where readers saw them."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from django.utils.html import escape

from newsroom.body.media.video_embeds import VideoError, parse_video_url
from newsroom.body.sources.wordpress.shortcode_tokens import numbers_in
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.plain import plain_line
from newsroom.transfer.wordpress.survey import Attachment, Survey
from newsroom.transfer.wordpress.wxr.items import WpItem

# `<!-- wp:block {"ref":55} /-->`: a block that several posts share, an item of its own.
_SHARED_BLOCK = re.compile(
    r'<!--\s*+wp:block\s*+\{[^{}]{0,200}"ref"\s*+:\s*+(\d{1,17})[^<>]{0,200}/-->'
)
_FOOTNOTES_BLOCK = re.compile(r"<!--\s*+wp:footnotes\b[^<>]{0,200}/-->")
_PLAYLIST = re.compile(r"\[playlist\b([^\[\]]{0,500})\]")
_PLAYED = {
    "audio": (".mp3", ".m4a", ".ogg", ".oga", ".wav"),
    "video": (".mp4", ".m4v", ".webm", ".mov"),
}
# Fields in which themes keep the video at the head of a post; not WordPress's own cache of embeds.
_VIDEO_KEY = re.compile(r"(?!_oembed).*(?:video|embed|youtube)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"'<>\\;]{5,500}")
_LETTERS = re.compile("[ก-ฮ]{3}")
MAX_SHARED_DEPTH = 3
MAX_SHARED_CHARACTERS = 200_000
MAX_NOTE_LENGTH = 120


def whole_content(item: WpItem, survey: Survey, report: ImportReport, key: str) -> str:
    """The content with shared blocks, footnotes, playlists and the theme's video; `key`: the story's."""
    content = _with_shared_blocks(item.content, survey)
    if "wp:footnotes" in content and (notes := _footnotes(item.meta_value("footnotes"))):
        content = _FOOTNOTES_BLOCK.sub(lambda match: notes, content)
    if "[playlist" in content:
        content = _PLAYLIST.sub(lambda match: _playlist(match[1], item, survey), content)
    if url := _video_url(item, content):
        content = f"<p>{escape(url)}</p>\n\n{content}"
    _note_fields(item, report, key)
    return content


def _with_shared_blocks(content: str, survey: Survey) -> str:
    room = MAX_SHARED_CHARACTERS

    def shared(match: re.Match[str]) -> str:
        nonlocal room
        block = survey.shared_block(int(match[1]))
        room -= len(block)
        return block if block and room > 0 else match.group()

    for _ in range(MAX_SHARED_DEPTH):
        if "wp:block" not in content:
            break
        content = _SHARED_BLOCK.sub(shared, content)
    return content


def _footnotes(serialized: str) -> str:
    """The list of `[{"id", "content"}]`, each with a way back to its place in the text."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        items = [
            f'<li id="{escape(note["id"])}">{note["content"]} <a href="#{escape(note["id"])}-link">↩</a></li>'
            for note in json.loads(serialized or "[]")
        ]
        return f"<ol>{''.join(items)}</ol>" if items else ""
    return ""


def _playlist(attributes: str, item: WpItem, survey: Survey) -> str:
    """Links to the files of a playlist, which has no player here; itself if it names none we know."""
    files: list[Attachment]
    if ids := numbers_in(attributes.partition("ids=")[2]):
        files = [found for pk in ids if (found := survey.attachment(pk))]
    else:
        kinds = _PLAYED["video" if "video" in attributes else "audio"]
        files = [one for one in survey.attached_to(item.id) if one.url.lower().endswith(kinds)]
    for file in files:
        survey.mark_used(file.id)
    links = (
        f'<p><a href="{escape(file.url)}">{escape(file.title or file.url)}</a></p>'
        for file in files
    )
    return "".join(links) or f"[playlist{attributes}]"


def _video_url(item: WpItem, content: str) -> str:
    """The video that the theme showed above the text, if the text does not have it."""
    for name, value in item.meta:
        if not _VIDEO_KEY.match(name):
            continue
        for match in _URL.finditer(value[:5_000]):
            with suppress(VideoError):
                video = parse_video_url(match.group())
                video_id = re.split(r"[/=]", video.url.rstrip("/"))[-1]
                return "" if video_id in content else video.url
    return ""


def _note_fields(item: WpItem, report: ImportReport, key: str) -> None:
    """Tell fields of plugins with Thai text: readers may have seen it."""
    for name, value in item.meta:
        if not name.startswith("_") and name != "footnotes" and _LETTERS.search(value):
            report.note(
                f"ช่อง «{name[:40]}» ของปลั๊กอินหรือธีมไม่ได้นำเข้า: {plain_line(value)[:MAX_NOTE_LENGTH]}",
                story=key, kind="field",
            )  # fmt: skip
