"""Reads articles from JSON Lines: one object per line, oldest first.

Keys: id, slug, created_at, revised_at, withdrawn_at, corrections [{text, corrected_at}], comments
[{author, email, body, published_at, parent, status, moderated_at}], related [{id, position}], photos
and documents (`newsroom.transfer.bodies.jsonl_photos`), and those of the editable fields
(`newsroom.articles.editable_fields.registry`): title, excerpt, body_html, category (slug), section
(name), tags [name], dateline, place (official code of a
province, district or subdistrict), author (slug) or authors [{slug, name, role}], credits [{role, name}],
status, published_at (ISO 8601), comments_open. Missing keys are allowed, unknown ones ignored. A
`.meta.json` beside the file says more of sections, authors and tags (`newsroom.transfer.metadata`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.articles.editable_fields.field_types import parse_moment
from newsroom.articles.editable_fields.registry import values_from_record
from newsroom.comments.models import Comment
from newsroom.transfer.bodies.jsonl_photos import PhotoReader
from newsroom.transfer.metadata.reader import Metadata, number, term, text
from newsroom.transfer.records import CommentRecord, ImportRecord, TermRecord
from newsroom.transfer.report import ImportReport

MAX_LINE_BYTES = 20_000_000
MAX_POSITION = 32_767


class JsonLinesReader:
    """Reads one file into `ImportRecord`s."""

    def __init__(self, path: Path, report: ImportReport, photos: PhotoReader) -> None:
        """Raises `InvalidFile` if the `.meta.json` cannot be read."""
        self.path, self.report, self.photos = path, report, photos
        self.metadata = Metadata(path)
        self.bytes_read = 0

    def records(self) -> Iterator[ImportRecord]:
        """The file's records; a line that cannot be parsed is reported and skipped."""
        with self.path.open("rb") as file:
            line_number = 0
            while line := file.readline(MAX_LINE_BYTES):
                line_number += 1
                self.bytes_read += len(line)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise TypeError("ไม่ใช่วัตถุ JSON")
                    yield self._record(row)
                except (ValueError, TypeError, AttributeError, KeyError, OverflowError,
                        RecursionError) as error:  # fmt: skip
                    self.report.count("ข้าม: บรรทัดที่อ่านไม่ได้")
                    self.report.note(f"บรรทัด {line_number}: อ่านไม่ได้ ({error})", kind="unreadable")

    def _record(self, row: dict[str, Any]) -> ImportRecord:
        values = values_from_record(row)
        values["section"] = term(values["section"], self.metadata.section_names)
        people = [
            (term(author, self.metadata.author_names), role) for author, role in values["bylines"]
        ]
        values["bylines"] = [(author, role) for author, role in people if author]
        values["tags"] = [TermRecord(key=name, name=name) for name in values["tags"]]
        published_at = values["published_at"]
        requested_id = _parse_id(row.get("id"))
        key = _key(row, requested_id, published_at) or values["headline"]
        if row.get("place") and values["place"] is None:
            name = str(row["place"])[:60]
            self.report.note(f"ไม่มีพื้นที่รหัส «{name}»", story=key, kind="place")
        values["lead_photo"] = None
        if "data-document=" in values["body"]:
            dry_run = self.photos.photos.dry_run
            rows = row.get("documents") or []
            values["body"] = self.photos.read_documents(rows, values["body"], key, dry_run=dry_run)
        if row.get("photos"):
            values |= self.photos.read(row["photos"], values["body"], values["headline"], key)
        return ImportRecord(
            key=key,
            values=values,
            created_at=parse_moment(row.get("created_at")),
            revised_at=parse_moment(row.get("revised_at")),
            withdrawn_at=parse_moment(row.get("withdrawn_at")),
            corrections=[
                (str(correction["text"]), moment)
                for correction in row.get("corrections") or []
                if (moment := parse_moment(correction.get("corrected_at"))) is not None
            ],
            requested_id=requested_id,
            related=_related(row.get("related")),
            comments=[
                comment
                for comment in (
                    _comment(comment_row, published_at) for comment_row in row.get("comments") or []
                )
                if comment is not None
            ],
        )


def _key(row: dict[str, Any], requested_id: int | None, published_at: datetime | None) -> str:
    """Id (or slug) and time, for ids alone may come from several sites; empty if there is neither."""
    identity = row.get("slug") or "" if requested_id is None else requested_id
    moment = published_at.isoformat() if published_at else ""
    key = f"{identity} {moment}"
    return key if key.strip() else ""


def _parse_id(value: Any) -> int | None:
    """A number, or one as text. Raises ValueError for other text."""
    return int(value) if isinstance(value, int | str) and value != "" else None


def _related(rows: Any) -> list[tuple[int, int]] | None:
    """Ids of the source with their positions; what is no such row is left out."""
    if not isinstance(rows, list):
        return None
    return [
        (row["id"], number(row, "position", place, MAX_POSITION))
        for place, row in enumerate(rows)
        if isinstance(row, dict) and type(row.get("id")) is int
    ]


def _comment(row: dict[str, Any], default_time: datetime | None) -> CommentRecord | None:
    created_at = parse_moment(row.get("published_at")) or default_time
    if created_at is None:
        return None
    parent, status = row.get("parent"), row.get("status")
    return CommentRecord(
        name=text(row, "author"),
        body=text(row, "body"),
        created_at=created_at,
        moderated_at=parse_moment(row.get("moderated_at")),
        email=text(row, "email"),
        parent_index=parent if isinstance(parent, int) and parent >= 0 else None,
        status=status if status in Comment.Status.values else Comment.Status.VISIBLE,
    )
