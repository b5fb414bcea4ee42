"""Writes the `.meta.json` of an export: sections, authors, tags, redirects, and files of no article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newsroom.articles.models import Author, Section, Tag
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.transfer.bodies.exported_files import ExportedFiles
from newsroom.transfer.models import Redirect
from newsroom.transfer.whole_file import whole_file


def write_metadata(path: Path, files: ExportedFiles) -> None:
    """Write it beside `path`, after the articles, so that `files` knows which photos they show."""
    sections = Section.objects.order_by("position", "pk").select_related("photo")
    tags = Tag.objects.order_by("pk").select_related("photo").prefetch_related("aliases")
    redirects = Redirect.objects.order_by("pk")
    data = {
        "categories": [_section(section, files) for section in sections],
        "authors": [_author(author, files) for author in Author.objects.order_by("pk")],
        "tags": [_tag(tag, files) for tag in tags],
        "redirects": list(
            redirects.values("old_path", "new_path", "is_gone", "hits", "last_hit_on")
        ),
        "photos": [
            files.photo_row(photo)
            for photo in Photo.objects.order_by("pk").iterator()
            if not files.has_photo(photo)
        ],
        "documents": [
            files.document_row(document)
            for document in Document.objects.order_by("pk").iterator()
            if not files.has_document(document)
        ],
    }
    with whole_file(path.with_suffix(".meta.json")) as out:
        json.dump(data, out, ensure_ascii=False, indent=1, default=str)
        out.write("\n")


def _section(section: Section, files: ExportedFiles) -> dict[str, Any]:
    names = ("slug", "name", "description", "position", "palette")
    row: dict[str, Any] = {name: getattr(section, name) for name in names}
    if section.photo is not None:
        row["photo"] = files.photo_row(section.photo)
    return row


def _author(author: Author, files: ExportedFiles) -> dict[str, Any]:
    names = ("slug", "name", "job_title", "bio", "is_current")
    row: dict[str, Any] = {name: getattr(author, name) for name in names}
    if author.photo is not None:
        row["photo"] = files.photo_row(author.photo)
    return row


def _tag(tag: Tag, files: ExportedFiles) -> dict[str, Any]:
    """`former`: the names it had, as they are compared, and their addresses."""
    row: dict[str, Any] = {"slug": tag.slug, "name": tag.name, "description": tag.description}
    if tag.photo is not None:
        row["photo"] = files.photo_row(tag.photo)
    if aliases := sorted(tag.aliases.all(), key=lambda alias: alias.pk):
        row["former"] = [{"slug": alias.slug, "key": alias.key} for alias in aliases]
    return row
