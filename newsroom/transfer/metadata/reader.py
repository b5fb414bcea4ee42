"""Reads the `.meta.json` beside a file of JSON Lines.

`categories` [{slug, name, description, position}], `authors` [{slug, name, job_title, bio, is_current,
photo}], `tags` [{slug, name, description, photo, former [{slug, key}]}], `redirects` [{old_path, new_path, is_gone, hits,
last_hit_on}], `photos` and `documents` that no article shows. All may be missing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newsroom.articles.editable_fields.field_types import SlugAndName
from newsroom.transfer.records import TermRecord

KINDS = ("categories", "authors", "tags", "redirects", "photos", "documents")
Rows = list[dict[str, Any]]


class InvalidFile(ValueError):
    """The file cannot be read; the message says why, in Thai."""


class Metadata:
    """What the file says; empty if there is none."""

    def __init__(self, path: Path) -> None:
        """Read the file beside `path`. Raises `InvalidFile`."""
        self.rows: dict[str, Rows] = {kind: [] for kind in KINDS}
        meta_path = path.with_suffix(".meta.json")
        try:
            data = json.loads(meta_path.read_text(encoding="utf-8"))
            for kind in KINDS:
                self.rows[kind] = [dict(row) for row in data.get(kind) or []]
            self.section_names = _names(self.rows["categories"])
            self.author_names = _names(self.rows["authors"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InvalidFile(f"อ่านไฟล์ {meta_path.name} ไม่ได้: {error}") from error

    section_names: dict[str, str] = {}
    author_names: dict[str, str] = {}


def _names(rows: Rows) -> dict[str, str]:
    """Names by slug."""
    return {str(row["slug"]): str(row["name"]) for row in rows}


def term(part: SlugAndName | None, names: dict[str, str]) -> TermRecord | None:
    """A section or author; its slug is its key, or its name if it has none."""
    if part is None or not (part.slug or part.name):
        return None
    name = part.name or names.get(part.slug, part.slug)
    slug = part.slug if part.slug.isascii() else ""
    return TermRecord(key=part.slug or part.name, name=name, slug=slug, stem=part.slug)


def text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def number(row: dict[str, Any], name: str, default: int, most: int) -> int:
    """A whole number between 0 and `most`, else the default."""
    value = row.get(name)
    return value if type(value) is int and 0 <= value <= most else default
