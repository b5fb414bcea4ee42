"""A WordPress site's pictures, taken from a local copy of its uploads folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File

from newsroom.images.library import add_photo
from newsroom.images.models import Photo
from newsroom.thai.clean import clean_line, is_blank
from newsroom.transfer.story import Report

_SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)")
_UPLOADS = "/wp-content/uploads/"


@dataclass
class Attachment:
    """What an export says of one uploaded file."""

    url: str
    title: str = ""
    caption: str = ""
    alt: str = ""


class Uploads:
    """Finds an exported picture in `folder` and puts it into the library, once."""

    def __init__(self, folder: Path | None, report: Report) -> None:
        self.folder = folder.resolve() if folder else None
        self.report = report
        self.attachments: dict[int, Attachment] = {}
        self._by_path: dict[str, Attachment] = {}
        self._photos: dict[Path, Photo | None] = {}

    def know(self, number: int, attachment: Attachment) -> None:
        """Learn of an attachment; posts speak of it by number or by address."""
        self.attachments[number] = attachment
        self._by_path[_tail(attachment.url)] = attachment

    def photo_of(self, number: int, story_headline: str) -> Photo | None:
        """The library's photo for an attachment number, or None (reported) if there is no file."""
        attachment = self.attachments.get(number)
        if attachment is None:
            self.report.count("ภาพที่ไม่อยู่ในไฟล์ส่งออก")
            return None
        return self._add(attachment, story_headline)

    def photo_at(self, address: str, alt: str, story_headline: str) -> Photo | None:
        """The library's photo for an address in a post's text; a resized copy is its original."""
        tail = _tail(address)
        attachment = self._by_path.get(tail) or self._by_path.get(_SIZE.sub("", tail))
        if attachment is None:
            attachment = Attachment(url=address, alt=alt)
        return self._add(attachment, story_headline)

    def _add(self, attachment: Attachment, story_headline: str) -> Photo | None:
        path = self._find(attachment.url)
        if path is None:
            self.report.count("ภาพที่ไม่พบไฟล์")
            if self.folder:
                self.report.note(f"ไม่พบไฟล์ภาพ {unquote(_tail(attachment.url))}")
            return None
        if path not in self._photos:
            self._photos[path] = self._take(path, attachment, story_headline)
        return self._photos[path]

    def _take(self, path: Path, attachment: Attachment, story_headline: str) -> Photo | None:
        caption = clean_line(re.sub(r"<[^>]+>", "", attachment.caption))
        alt = next(
            (text for text in (clean_line(attachment.alt), caption) if not is_blank(text)),
            f"ภาพประกอบข่าว {story_headline}",
        )
        try:
            with path.open("rb") as file:
                photo = add_photo(
                    file=File(file, name=path.name),
                    alt=alt[:250],
                    caption=caption[:500],
                    original_name=path.name,
                )
        except ValidationError as error:
            self.report.count("ภาพที่ใช้ไม่ได้")
            self.report.note(f"ภาพ {path.name}: {' '.join(error.messages)}")
            return None
        self.report.count("ภาพ")
        return photo

    def _find(self, address: str) -> Path | None:
        """The file of an address: below the folder as in /uploads/, else by the name alone."""
        if self.folder is None:
            return None
        tail = unquote(_tail(address))
        for candidate in (tail, _SIZE.sub("", tail), Path(tail).name):
            try:
                path = (self.folder / candidate.lstrip("/")).resolve()
                if path.is_relative_to(self.folder) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None


def _tail(address: str) -> str:
    """`2016/08/photo.jpg` of an uploads address; the whole path of any other."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return address
    return path.partition(_UPLOADS)[2] or path
