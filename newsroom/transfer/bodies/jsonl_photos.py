"""The `photos` and `documents` of a JSON Lines record: files beside it that go into the libraries.

`photos`: `[{"file": "2016/a.jpg", "id": 7, "alt": …, "caption": …, "credit": …, "lead": true}, …]`, or
file names alone. With `focal_point` ([50, 50], in %) words are plain text and kept as they are, even
none, with `original_name`, `uploaded_at`, and `sha256` and `bytes` of the upload. `file` is a path below the folder of media. Of those with an `id` the body's
`<img data-file="7">` becomes the photo of our library; what neither the body nor the lead shows is
added to the end of the body.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from newsroom.articles.editable_fields.record_values import parse_moment
from newsroom.body.figures import photo_ids
from newsroom.body.pipeline import clean_body
from newsroom.documents.checking import MAX_BYTES, check_document
from newsroom.documents.library import get_or_create_document
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.transfer.bodies.photos import OwnPhoto, PhotoImporter, PhotoText
from newsroom.transfer.links.attributes import filter_attributes
from newsroom.transfer.metadata.reader import number, text
from newsroom.transfer.report import ImportReport

MAX_PHOTOS = 500
MAX_BYTES_OF_PHOTO = 2**31 - 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


class PhotoReader:
    """Reads the photos of records from a folder."""

    def __init__(self, folder: Path | None, photos: PhotoImporter, report: ImportReport) -> None:
        """Without a folder every photo is told as missing."""
        self.folder = folder.resolve() if folder else None
        self.photos, self.report = photos, report

    def read(self, rows: Any, body: str, headline: str, story: str) -> dict[str, Any]:
        """The record's `body` and `lead_photo`. Raises TypeError if `rows` is no list."""
        if not isinstance(rows, list):
            raise TypeError("photos ต้องเป็นรายการ")
        by_old_id: dict[str, Photo] = {}
        lead: Photo | None = None
        others: list[Photo] = []
        for row in rows[:MAX_PHOTOS]:
            described = row if isinstance(row, dict) else {"file": row}
            photo = self.photo(described, headline, story)
            if photo is None:
                continue
            if described.get("id") is not None:
                by_old_id[str(described["id"])] = photo
            if described.get("lead") and lead is None:
                lead = photo
            else:
                others.append(photo)
        clean = clean_body(body)
        if "data-file=" in clean:
            clean = clean_body(self._with_our_ids(clean, by_old_id, story))
        shown = {*photo_ids(clean), *([lead.pk] if lead else [])}
        figures = "".join(_figure(photo) for photo in others if photo.pk not in shown)
        return {"body": clean + figures if figures else clean, "lead_photo": lead and lead.pk}

    def _with_our_ids(self, html: str, by_old_id: dict[str, Photo], story: str) -> str:
        def replace(tag: str, name: str, value: str) -> str | None:
            if tag != "img" or name != "data-file":
                return value
            if value in by_old_id:
                return str(by_old_id[value].pk)
            self.report.note(
                f"ภาพหมายเลข {value} ในเนื้อข่าวไม่มีในรายการภาพ", story=story, kind="photo-missing"
            )
            return None

        return filter_attributes(html, replace)

    def read_documents(self, rows: Any, body: str, story: str, *, dry_run: bool) -> str:
        """The body with the ids that its documents have here. Raises TypeError if `rows` is no list.

        `rows`: `[{"id": 3, "file": "document-3.pdf", "title": …}, …]`, files below the folder.
        """
        if not isinstance(rows, list):
            raise TypeError("documents ต้องเป็นรายการ")
        ours = self.documents(rows[:MAX_PHOTOS], story, dry_run=dry_run)

        def replace(tag: str, name: str, value: str) -> str | None:
            return ours.get(value) if name == "data-document" else value

        return filter_attributes(clean_body(body), replace)

    def documents(self, rows: list[Any], story: str = "", *, dry_run: bool) -> dict[str, str]:
        """Take documents in: the ids that they have here, by those of the rows."""
        ours: dict[str, str] = {}
        for row in [one for one in rows if isinstance(one, dict)]:
            name = str(row.get("file") or "")
            path = self._find(name)
            if path is None:
                self.report.note(
                    f"ไม่พบไฟล์เอกสาร {name[:200]}", story=story, kind="document-missing"
                )
                continue
            try:
                with path.open("rb") as file:
                    if dry_run:
                        check_document(file.read(MAX_BYTES + 1), path.name)
                        continue
                    title = str(row.get("title") or "")
                    file_name = text(row, "original_name") or path.name
                    document, is_new = get_or_create_document(file, name=file_name, title=title)
                    if is_new and (moment := parse_moment(text(row, "uploaded_at"))):
                        Document.objects.filter(pk=document.pk).update(created_at=moment)
            except (OSError, ValidationError) as error:
                reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
                message = f"เอกสาร {name[:200]}: {reason}"
                self.report.note(message, story=story, kind="document-unusable")
                continue
            self.report.count("เอกสาร")
            ours[str(row.get("id"))] = str(document.pk)
        return ours

    def photo_in(self, row: dict[str, Any]) -> Photo | None:
        """The photo of an author or a tag."""
        photo = row.get("photo")
        return self.photo(photo) if isinstance(photo, dict) else None

    def photo(self, row: dict[str, Any], headline: str = "", story: str = "") -> Photo | None:
        """The photo of a row, added to the library if it is new; None, told, if there is none."""
        name = str(row.get("file") or "")
        key = f"file {name}"
        known = self.photos.known(key)
        if known is not None:
            return known or None
        path = self._find(name)
        if path is None:
            self.report.count("ภาพที่ไม่พบไฟล์")
            self.report.note(f"ไม่พบไฟล์ภาพ {name[:200]}", story=story, kind="photo-missing")
            return None
        alt, caption, credit = (str(row.get(field) or "") for field in ("alt", "caption", "credit"))
        words = PhotoText(alt, caption, credit, headline)
        return self.photos.add(key, path, words, story, stem=name, own=_own(row))

    def _find(self, name: str) -> Path | None:
        """The file below the folder; never one outside."""
        if self.folder is None or not name:
            return None
        try:
            path = (self.folder / name.lstrip("/")).resolve()
            return path if path.is_relative_to(self.folder) and path.is_file() else None
        except (OSError, ValueError):
            return None


def _own(row: dict[str, Any]) -> OwnPhoto | None:
    """What an export of ours says of a photo; None of another's. Raises ValueError for no time."""
    point = row.get("focal_point")
    if not (isinstance(point, list) and len(point) == 2):
        return None
    if not all(type(part) is int and 0 <= part <= 100 for part in point):
        return None
    sha256, size = text(row, "sha256"), number(row, "bytes", 0, MAX_BYTES_OF_PHOTO)
    return OwnPhoto(
        focal=(point[0], point[1]),
        original_name=text(row, "original_name"),
        sha256=sha256 if size and _SHA256.fullmatch(sha256) else "",
        bytes=size,
        created_at=parse_moment(text(row, "uploaded_at")),
    )


def _figure(photo: Photo) -> str:
    caption = f"<figcaption>{escape(photo.caption)}</figcaption>" if photo.caption else ""
    return f'<figure><img data-file="{photo.pk}" alt="{escape(photo.alt)}">{caption}</figure>'
