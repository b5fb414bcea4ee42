"""Stories as JSON Lines: one story a line, oldest first, and a `.meta.json` that names things.

Fields: id, slug, title, excerpt, body_html, category (slug), section (name), tags [name], author
(slug) or authors [{slug, role}], published_at (ISO 8601), revised_at, credits [{role, name}],
comments [{author, email, body, published_at, parent, status}], comments_open, status. Missing
fields are allowed, unknown ones ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.articles.models import Article, Byline
from newsroom.comments.models import Comment
from newsroom.thai.clean import clean_line
from newsroom.thai.slugs import latin_slug
from newsroom.transfer.intake import Intake
from newsroom.transfer.story import IncomingComment, Report, Story

BANGKOK = ZoneInfo("Asia/Bangkok")
LONGEST_LINE = 20_000_000


class BadFile(ValueError):
    """The file cannot be read; the message says why, in Thai."""


def read_names(path: Path) -> dict[str, dict[str, str]]:
    """The names of sections and authors by slug, from the `.meta.json` beside the stories."""
    beside = path.with_suffix(".meta.json")
    names: dict[str, dict[str, str]] = {"categories": {}, "authors": {}}
    if not beside.exists():
        return names
    try:
        data = json.loads(beside.read_text(encoding="utf-8"))
        for kind, known in names.items():
            for row in data.get(kind, []):
                known[str(row["slug"])] = str(row["name"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"อ่านไฟล์ {beside.name} ไม่ได้: {error}") from error
    return names


class JsonLines:
    """Reads one file; hands `Story` objects to an `Intake`."""

    def __init__(self, path: Path, intake: Intake, report: Report) -> None:
        self.path, self.intake, self.report = path, intake, report
        names = read_names(path)
        self.section_names, self.author_names = names["categories"], names["authors"]
        self.bytes_read = 0

    def stories(self) -> Iterator[Story]:
        """The file's stories; a line that cannot be understood is reported and passed over."""
        with self.path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                self.bytes_read += len(line)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise TypeError("ไม่ใช่วัตถุ JSON")
                    yield self._story(row)
                except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
                    self.report.count("ข้าม: บรรทัดที่อ่านไม่ได้")
                    self.report.note(f"บรรทัด {number}: อ่านไม่ได้ ({error})")

    def _story(self, row: dict[str, Any]) -> Story:
        published_at = _time(row.get("published_at"))
        wanted_id = row.get("id")
        wanted_id = int(wanted_id) if isinstance(wanted_id, int | str) and wanted_id != "" else None
        when = published_at.isoformat() if published_at else ""
        key = f"{wanted_id} {when}" if wanted_id is not None else f"{row.get('slug') or ''} {when}"
        headline = _text(row, "title")
        if not key.strip():
            key = headline
        return Story(
            key=key,
            headline=headline,
            standfirst=_text(row, "excerpt"),
            dateline=_text(row, "dateline"),
            body=_text(row, "body_html"),
            status=_choice(row.get("status"), Article.Status.values, Article.Status.PUBLISHED),
            published_at=published_at,
            revised_at=_time(row.get("revised_at")),
            comments_open=bool(row.get("comments_open", True)),
            wanted_id=wanted_id,
            section=self._section(row),
            authors=self._authors(row),
            credits=[
                (clean_line(str(credit.get("role") or "")), clean_line(str(credit["name"])))
                for credit in row.get("credits") or []
            ],
            tags=[str(name) for name in row.get("tags") or []],
            comments=[
                comment
                for comment in (_comment(one, published_at) for one in row.get("comments") or [])
                if comment is not None
            ],
        )

    def _section(self, row: dict[str, Any]) -> str:
        slug, name = _text(row, "category"), _text(row, "section")
        if not slug and not name:
            return ""
        safe = _ascii(slug or name, "section")
        self.intake.section(safe, name or self.section_names.get(slug, slug))
        return safe

    def _authors(self, row: dict[str, Any]) -> list[tuple[str, str]]:
        people = row.get("authors") or ([{"slug": row["author"]}] if row.get("author") else [])
        found = []
        for person in people:
            slug = str(person.get("slug") or "") if isinstance(person, dict) else str(person)
            name = str(person.get("name") or "") if isinstance(person, dict) else ""
            safe = _ascii(slug or name, "author")
            role = person.get("role") if isinstance(person, dict) else None
            self.intake.author(safe, name or self.author_names.get(slug, slug))
            found.append((safe, _choice(role, Byline.Role.values, Byline.Role.WRITER)))
        return found


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _choice(value: Any, choices: list[str], otherwise: str) -> str:
    return value if value in choices else otherwise


# A file names the same few sections and people over and over; to romanise Thai takes 2 ms.
@lru_cache(maxsize=4096)
def _ascii(slug: str, fallback: str) -> str:
    return (latin_slug(slug) or fallback)[:60].strip("-")


def _time(value: Any) -> datetime | None:
    """An aware time; one without a zone is Bangkok's. Raises ValueError for what is no time."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _comment(row: dict[str, Any], otherwise: datetime | None) -> IncomingComment | None:
    moment = _time(row.get("published_at")) or otherwise
    if moment is None:
        return None
    parent = row.get("parent")
    return IncomingComment(
        name=_text(row, "author"),
        body=_text(row, "body"),
        created_at=moment,
        email=_text(row, "email"),
        parent=parent if isinstance(parent, int) and parent >= 0 else None,
        status=_choice(row.get("status"), Comment.Status.values, Comment.Status.VISIBLE),
    )
