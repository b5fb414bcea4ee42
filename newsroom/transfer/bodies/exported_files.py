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
        return [self._photo_row(photos[pk], pk == lead_id) for pk in ids if pk in photos]

    def document_rows(self, article: Article) -> list[dict[str, Any]]:
        """The documents of the body, each once."""
        ids = document_ids(article.body)
        documents = Document.objects.in_bulk(ids) if ids else {}
        return [self._document_row(documents[pk]) for pk in dict.fromkeys(ids) if pk in documents]

    def _document_row(self, document: Document) -> dict[str, Any]:
        file = f"document-{document.pk}.{document.kind}"
        self._copy(document.file, file)
        return {"id": document.pk, "file": file, "title": document.title}

    def _copy(self, stored: FieldFile, file: str) -> None:
        """Copy a file into the folder, once."""
        if self.media is not None and file not in self._files:
            try:
                with stored.open("rb") as source, open(self.media / file, "wb") as target:
                    shutil.copyfileobj(source, target)
            except FileNotFoundError:
                self.missing.append(str(stored.name))
        self._files.add(file)

    def _photo_row(self, photo: Photo, is_lead: bool) -> dict[str, Any]:
        file = f"{photo.pk}{Path(str(photo.original.name)).suffix}"
        self._copy(photo.original, file)
        self._photos.add(file)
        texts = {"alt": photo.alt, "caption": photo.caption, "credit": photo.credit}
        return {"id": photo.pk, "file": file, **texts, **({"lead": True} if is_lead else {})}
