"""Adds pictures of imported articles to the photo library, each once; deleted ones stay deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from newsroom.body.plain_text import html_to_text
from newsroom.images.library import get_or_create_photo
from newsroom.images.models import Photo
from newsroom.thai.clean import clean_line, is_blank
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.report import ImportReport

MAX_ALT_LENGTH = 250
MAX_CAPTION_LENGTH = 500
MAX_CREDIT_LENGTH = 150
# Of a photo that a dry run would have added.
DRY_RUN_ID = 0
# Photos remembered by key; one is asked for by its own story, mostly.
MAX_IN_MEMORY = 1_000


class PhotoText(NamedTuple):
    """What the source says of a picture; HTML is read as text."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    headline: str = ""


@dataclass(frozen=True)
class OwnPhoto:
    """What an export of ours says of a photo besides its words, which are plain text then."""

    focal: tuple[int, int]
    original_name: str
    # Of the file that was uploaded, and of which the exported one was made.
    sha256: str = ""
    bytes: int = 0
    created_at: datetime | None = None


def _unchanged(text: str) -> tuple[str, bool]:
    return text, False


class PhotoImporter:
    """The photos of one source; in a dry run files are looked at and nothing is added."""

    def __init__(
        self,
        identity: IdentityMap,
        report: ImportReport,
        *,
        dry_run: bool,
        rewrite: Callable[[str], tuple[str, bool]] = _unchanged,
    ) -> None:
        """`rewrite` gives a caption with its links rewritten, and whether some are still open."""
        self.identity, self.report, self.dry_run = identity, report, dry_run
        self.rewrite = rewrite
        self._photos: dict[str, Photo | Literal[False]] = {}

    def known(self, key: str) -> Photo | Literal[False] | None:
        """The photo of a key imported before; False if it was deleted here; None if it is new."""
        if key not in self._photos:
            row = self.identity.find(Kind.PHOTO, [key]).get(short_key(key))
            if row is None:
                return None
            photo = None if row.deleted_at else Photo.objects.filter(pk=row.object_id).first()
            self._remember(key, photo or False)
        return self._photos[key]

    def add(
        self,
        key: str,
        path: Path,
        text: PhotoText,
        story: str,
        *,
        stem: str,
        own: OwnPhoto | None = None,
    ) -> Photo | None:
        """The photo of a file that is new under this key; None, told, if it is no usable picture."""
        try:
            with path.open("rb") as file:
                named = File(file, name=path.name)
                return self._add(key, named, path.name, text, story, stem, own)
        except OSError as error:
            self._refuse(key, path.name, str(error.strerror), story)
            return None

    def add_data(
        self, key: str, data: bytes, name: str, text: PhotoText, story: str
    ) -> Photo | None:
        """The same of a picture that is no file."""
        return self._add(key, BytesIO(data), name, text, story, "")

    def _add(
        self,
        key: str,
        file: IO[bytes],
        name: str,
        text: PhotoText,
        story: str,
        stem: str,
        own: OwnPhoto | None = None,
    ) -> Photo | None:
        plain = clean_line if own else _plain
        caption, has_open_links = self.rewrite(plain(text.caption))
        alt = next(
            (line for line in (plain(text.alt), caption) if own or not is_blank(line)),
            f"ภาพประกอบข่าว {text.headline}",
        )
        if self.dry_run:
            self.report.count("ภาพ")
            stand_in = Photo(pk=DRY_RUN_ID, alt=alt, caption=caption)
            self._remember(key, stand_in)
            return stand_in
        try:
            texts = {
                "alt": alt[:MAX_ALT_LENGTH],
                "caption": caption[:MAX_CAPTION_LENGTH],
                "credit": plain(text.credit)[:MAX_CREDIT_LENGTH],
            }
            photo, is_new = _stored(file, name, texts, own)
        except ValidationError as error:
            self._refuse(key, name, " ".join(error.messages), story)
            return None
        with transaction.atomic():
            if own and is_new:
                _describe_upload(photo, own)
            self.identity.row(
                Kind.PHOTO, key, photo.pk, stem=stem, has_open_links=has_open_links
            ).save()
        self.report.count("ภาพ")
        if "href=" in text.caption and not own:
            self.report.note(
                f"ลิงก์ในคำบรรยายภาพ {name} เหลือแต่ข้อความ", story=story, kind="caption-link"
            )
        if photo.notices:
            changed = f"ภาพ {name}: {', '.join(photo.notices)}"
            self.report.note(changed, story=story, kind="photo-changed")
        self._remember(key, photo)
        return photo

    def _refuse(self, key: str, name: str, reason: str, story: str) -> None:
        self.report.count("ภาพที่ใช้ไม่ได้")
        self.report.note(f"ภาพ {name}: {reason}", story=story, kind="photo-unusable")
        self._remember(key, False)

    def _remember(self, key: str, photo: Photo | Literal[False]) -> None:
        if len(self._photos) >= MAX_IN_MEMORY:
            self._photos.clear()
        self._photos[key] = photo


def _stored(
    file: IO[bytes], name: str, texts: dict[str, Any], own: OwnPhoto | None
) -> tuple[Photo, bool]:
    """The photo of a file, and whether it is new. Raises `ValidationError`."""
    if own is None:
        return get_or_create_photo(file=file, original_name=name, in_background=True, **texts)
    known = Photo.objects.filter(sha256=own.sha256).first() if own.sha256 else None
    if known is not None:
        return known, False
    return get_or_create_photo(
        file=file, original_name=own.original_name or name, focal=own.focal, in_background=True,
        keeps_file=True, **texts,
    )  # fmt: skip


def _describe_upload(photo: Photo, own: OwnPhoto) -> None:
    """Say of a new photo what the former library said of its upload."""
    if own.sha256:
        photo.sha256, photo.bytes = own.sha256, own.bytes
    photo.created_at = own.created_at or photo.created_at
    photo.save(update_fields=["sha256", "bytes", "created_at"])


def _plain(html: str) -> str:
    """Plain text of a field that may hold HTML."""
    if "<" not in html and "&" not in html:
        return clean_line(html)
    return clean_line(html_to_text(html))
