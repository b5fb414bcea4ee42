"""Photos and documents of exported articles: their rows, and copies of their files in a folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.db.models.fields.files import FieldFile

from newsroom.articles.models import Article
from newsroom.body.figures import document_ids, photo_ids
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.thai.dates import in_bangkok


class ExportedFiles:
    """The files of one export."""

    def __init__(self, media: Path | None) -> None:
        """Without a folder they are only described."""
        self.media = media
        self.missing: list[str] = []
        self._photos: set[str] = set()
        self._files: set[str] = set()

    @property
    def photo_count(self) -> int:
        return len(self._photos)

    def photo_rows(self, article: Article) -> list[dict[str, Any]]:
        """The lead photo and those of the body, each once."""
        lead_id = article.lead_photo_id
        ids = dict.fromkeys([*([lead_id] if lead_id else []), *photo_ids(article.body)])
        photos = Photo.objects.in_bulk(ids)
        return [self.photo_row(photos[pk], is_lead=pk == lead_id) for pk in ids if pk in photos]

    def document_rows(self, article: Article) -> list[dict[str, Any]]:
        """The documents of the body, each once."""
        ids = document_ids(article.body)
        documents = Document.objects.in_bulk(ids) if ids else {}
        return [self.document_row(documents[pk]) for pk in dict.fromkeys(ids) if pk in documents]

    def has_photo(self, photo: Photo) -> bool:
        """Whether a row of it was asked for."""
        return _photo_file(photo) in self._files

    def has_document(self, document: Document) -> bool:
        """Whether a row of it was asked for."""
        return _document_file(document) in self._files

    def document_row(self, document: Document) -> dict[str, Any]:
        """What is known of a document; its file is copied."""
        file = _document_file(document)
        self._copy(document.file, file)
        return {
            "id": document.pk,
            "file": file,
            "title": document.title,
            "original_name": document.original_name,
            "uploaded_at": in_bangkok(document.created_at).isoformat(),
        }

    def _copy(self, stored: FieldFile, file: str) -> None:
        """Copy a file into the folder, once."""
        if self.media is not None and file not in self._files:
            try:
                with stored.open("rb") as source, open(self.media / file, "wb") as target:
                    shutil.copyfileobj(source, target)
            except FileNotFoundError:
                self.missing.append(str(stored.name))
        self._files.add(file)

    def photo_row(self, photo: Photo, *, is_lead: bool = False) -> dict[str, Any]:
        """What is known of a photo; its file is copied."""
        file = _photo_file(photo)
        self._copy(photo.original, file)
        self._photos.add(file)
        return {
            "id": photo.pk,
            "file": file,
            "alt": photo.alt,
            "caption": photo.caption,
            "credit": photo.credit,
            "focal_point": [photo.focal_x, photo.focal_y],
            "original_name": photo.original_name,
            # Of the upload, by which the same file is known again; the copy is what we kept of it.
            "sha256": photo.sha256,
            "bytes": photo.bytes,
            "uploaded_at": in_bangkok(photo.created_at).isoformat(),
            **({"lead": True} if is_lead else {}),
        }


def _photo_file(photo: Photo) -> str:
    return f"{photo.pk}{Path(str(photo.original.name)).suffix}"


def _document_file(document: Document) -> str:
    return f"document-{document.pk}.{document.kind}"
