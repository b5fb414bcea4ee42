"""Reads articles from JSON Lines: one object per line, oldest first.

Keys: id, slug, created_at, revised_at, withdrawn_at, corrections [{text, corrected_at}], comments
[{author, email, body, published_at, parent, status, moderated_at}], related [{id, position}], photos
and documents (`newsroom.transfer.bodies.jsonl_photos`), and those of the editable fields
(`newsroom.articles.editable_fields.registry`): title, excerpt, body_html, category (slug), section
(name), tags [name], dateline, place (official code of a
province, district or subdistrict), author (slug) or authors [{slug, name, role}], credits [{role, name}],
status, published_at (ISO 8601), comments_open. Missing keys are allowed, unknown ones reported. A
`.meta.json` beside the file says more of sections, authors and tags (`newsroom.transfer.metadata`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.articles.editable_fields.record_values import as_text, parse_moment
from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS, values_from_record
from newsroom.articles.models import Article
from newsroom.body.plain_text import html_to_text
from newsroom.comments.models import Comment
from newsroom.thai.clean import has_thai
from newsroom.transfer.bodies.jsonl_photos import PhotoReader
from newsroom.transfer.bodies.plain import as_html
from newsroom.transfer.jsonlines.rows import JsonRows, skip_row
from newsroom.transfer.metadata.reader import Metadata, number, term, text
from newsroom.transfer.records import CommentRecord, ImportRecord, TermRecord
from newsroom.transfer.report import ImportReport

MAX_POSITION = 32_767
# Keys that are read here and nowhere else.
_OWN_KEYS = {
    "id", "slug", "created_at", "revised_at", "withdrawn_at", "corrections", "comments", "related",
    "photos", "documents", "section", "author",
}  # fmt: skip
KNOWN_KEYS = _OWN_KEYS | {field.json_key for field in EDITABLE_FIELDS.values()}
_NUMBER = re.compile(r"-?[0-9]{1,40}")
# What a headline or summary of ours is not: an element with its end, a character reference.
_HTML = re.compile(
    r"<(p|b|i|u|em|strong|span|div|a|font|h[1-6])\b[^<>]{0,400}>[^<>]{0,4000}</\1>|<br ?/?>"
    r"|&(?:amp|quot|lt|gt|nbsp|hellip|[lr][ds]quo|[nm]dash|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
)


class JsonLinesReader:
    """Reads one file into `ImportRecord`s."""

    def __init__(self, path: Path, report: ImportReport, photos: PhotoReader) -> None:
        """Raises `InvalidFile` if the `.meta.json` cannot be read."""
        self.path, self.report, self.photos = path, report, photos
        self.metadata = Metadata(path)
        self.rows = JsonRows(path, report)
        self._unknown_keys: set[str] = set()

    @property
    def bytes_read(self) -> int:
        return self.rows.bytes_read

    def records(self) -> Iterator[ImportRecord]:
        """The file's records; what cannot be read is reported and skipped."""
        for place, row in self.rows:
            try:
                record = self._record(row)
            except (ValueError, TypeError, AttributeError, KeyError, OverflowError,
                    RecursionError) as error:  # fmt: skip
                reason = str(error)
                skip_row(self.report, place, reason if has_thai(reason) else "ข้อมูลผิดรูปแบบ")
                continue
            self._note_unknown_keys(row)
            yield record

    def _moment(self, row: dict[str, Any], name: str, story: str) -> datetime | None:
        """A moment beside that of publication; one that cannot be read is told and left out."""
        try:
            return parse_moment(row.get(name))
        except ValueError as error:
            self.report.note(f"{name}: {error}", story=story, kind="date")
            return None

    def _note_unknown_keys(self, row: dict[str, Any]) -> None:
        """Tell each key once that has something and is none of ours."""
        for key in row.keys() - KNOWN_KEYS - self._unknown_keys:
            if row[key] not in (None, "", [], {}):
                self._unknown_keys.add(key)
                self.report.note(f"ช่อง «{key[:60]}» ไม่ใช่ช่องของข่าวในระบบนี้ จึงไม่ได้นำเข้า", kind="key")

    def _record(self, row: dict[str, Any]) -> ImportRecord:
        values = values_from_record(row)
        values["body"] = as_html(values["body"])
        for name in ("headline", "standfirst"):
            if _HTML.search(values[name]):
                values[name] = html_to_text(values[name])
        values["section"] = term(values["section"], self.metadata.section_names)
        people = [
            (term(author, self.metadata.author_names), role) for author, role in values["bylines"]
        ]
        values["bylines"] = [(author, role) for author, role in people if author]
        values["tags"] = [TermRecord(key=name, name=name) for name in values["tags"]]
        published_at = values["published_at"]
        requested_id = _parse_id(row.get("id"))
        key = _key(row, requested_id, published_at) or values["headline"]
        status = row.get("status")
        if status and values["status"] == Article.Status.DRAFT and status != Article.Status.DRAFT:
            self.report.note(
                f"ไม่รู้จักสถานะ «{str(status)[:40]}» จึงเก็บเป็นฉบับร่าง", story=key, kind="status"
            )
        if row.get("place") and values["place"] is None:
            name = str(row["place"])[:60]
            self.report.note(f"ไม่มีพื้นที่รหัส «{name}»", story=key, kind="place")
        values["lead_photo"] = None
        if "data-document=" in values["body"]:
            dry_run = self.photos.photos.dry_run
            rows = row.get("documents") or []
            values["body"] = self.photos.read_documents(rows, values["body"], key, dry_run=dry_run)
        if row.get("photos") and not isinstance(row["photos"], list):
            self.report.note("photos ต้องเป็นรายการ จึงไม่ได้นำเข้า", story=key, kind="photo")
        elif row.get("photos"):
            values |= self.photos.read(row["photos"], values["body"], values["headline"], key)
        return ImportRecord(
            key=key,
            values=values,
            created_at=self._moment(row, "created_at", key),
            revised_at=self._moment(row, "revised_at", key),
            withdrawn_at=self._moment(row, "withdrawn_at", key),
            corrections=[
                (str(correction["text"]), moment)
                for correction in _objects(row, "corrections")
                if (moment := parse_moment(correction.get("corrected_at"))) is not None
            ],
            requested_id=requested_id,
            related=_related(row.get("related")),
            comments=[
                comment
                for comment in (
                    _comment(comment_row, published_at) for comment_row in _objects(row, "comments")
                )
                if comment is not None
            ],
        )


def _key(row: dict[str, Any], requested_id: int | None, published_at: datetime | None) -> str:
    """Id (or slug) and time, for ids alone may come from several sites; empty if there is neither."""
    by_name = row.get("slug") or as_text(row.get("id"))
    identity = by_name if requested_id is None else requested_id
    moment = published_at.isoformat() if published_at else ""
    key = f"{identity} {moment}"
    return key if key.strip() else ""


def _parse_id(value: Any) -> int | None:
    """A number, or one as text; None for other text, as Ghost's ids are, which only name a story."""
    if isinstance(value, str):
        return int(value) if _NUMBER.fullmatch(value.strip()) else None
    return int(value) if isinstance(value, int) else None


def _objects(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects in a list; what is none is left out."""
    rows = row.get(key)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


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
