"""Writes all articles as JSON Lines, in the format that `newsroom.transfer.jsonlines` reads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.db.models import F, Prefetch, QuerySet
from django.db.models.fields.files import FieldFile

from newsroom.articles.editable_fields.registry import article_to_record
from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.body.figures import document_ids, photo_ids
from newsroom.comments.models import Comment
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.thai.dates import in_bangkok

# Articles read at once; a file of any length takes the memory of these.
CHUNK_SIZE = 200


class ArticleExporter:
    """Exports every article in every state, with its comments, corrections and photos."""

    def __init__(self, media: Path | None) -> None:
        """Photos are copied into the folder `media`; without one they are only described."""
        self.media = media
        self.comment_count = 0
        self.missing: list[str] = []
        self._photos: set[str] = set()
        self._files: set[str] = set()  # photos and documents that were copied

    @property
    def photo_count(self) -> int:
        return len(self._photos)

    def write(self, out: TextIO) -> Iterator[int]:
        """Write a line for each article, oldest first; yields how many are written."""
        for done, article in enumerate(_articles().iterator(chunk_size=CHUNK_SIZE), start=1):
            json.dump(self._record(article), out, ensure_ascii=False)
            out.write("\n")
            yield done

    def _record(self, article: Article) -> dict[str, Any]:
        record = article_to_record(article)
        if article.withdrawn_at:
            record["withdrawn_at"] = in_bangkok(article.withdrawn_at).isoformat()
        if photos := self._photo_rows(article):
            record["photos"] = photos
        if documents := self._document_rows(article):
            record["documents"] = documents
        corrections = article.corrections.all()
        if corrections:
            record["corrections"] = [
                {"text": row.text, "corrected_at": in_bangkok(row.corrected_at).isoformat()}
                for row in sorted(corrections, key=lambda row: row.pk)
            ]
        comments = list(article.comments.all())
        self.comment_count += len(comments)
        record["comments"] = _comment_rows(comments)
        return record

    def _photo_rows(self, article: Article) -> list[dict[str, Any]]:
        """The lead photo and those of the body, each once."""
        lead_id = article.lead_photo_id
        ids = dict.fromkeys([*([lead_id] if lead_id else []), *photo_ids(article.body)])
        photos = Photo.objects.in_bulk(ids)
        return [self._photo_row(photos[pk], pk == lead_id) for pk in ids if pk in photos]

    def _document_rows(self, article: Article) -> list[dict[str, Any]]:
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


def write_names(path: Path) -> None:
    """Write the `.meta.json` beside an export: sections, authors and tags."""
    sections = Section.objects.order_by("position", "pk")
    names = {
        "categories": list(sections.values("slug", "name", "description")),
        "authors": list(Author.objects.order_by("pk").values("slug", "name", "job_title", "bio")),
        "tags": list(Tag.objects.order_by("pk").values("slug", "name")),
    }
    text = json.dumps(names, ensure_ascii=False, indent=1)
    path.with_suffix(".meta.json").write_text(text + "\n", encoding="utf-8")


def _articles() -> QuerySet[Article]:
    comments = Comment.objects.order_by("created_at", "pk")
    return (
        Article.objects.order_by(F("published_at").asc(nulls_last=True), "pk")
        .select_related("section")
        .prefetch_related("corrections", Prefetch("comments", queryset=comments))
    )


def _comment_rows(comments: list[Comment]) -> list[dict[str, Any]]:
    """Oldest first; `parent` is a position in the list."""
    positions = {comment.pk: position for position, comment in enumerate(comments)}
    return [
        {
            "author": comment.name,
            "email": comment.email,
            "body": comment.body,
            "published_at": in_bangkok(comment.created_at).isoformat(),
            "parent": positions.get(comment.parent_id) if comment.parent_id else None,
            "status": comment.status,
        }
        for comment in comments
    ]
