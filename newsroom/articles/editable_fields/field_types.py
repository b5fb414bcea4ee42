"""The types of editable fields: how a value is versioned, shown, restored, exported and imported.

A value has four forms:

- the *value*, as a form's `cleaned_data` has it: a string, a model instance, a list of tag names;
- the *snapshot*, plain JSON stored in `Revision.snapshot`, with names beside ids, so that it stays
  readable when the rows it names have been deleted;
- the *display text* that an editor reads in a comparison;
- the *record*, the entry of a JSON Lines file (see `newsroom.transfer.jsonlines.reader`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any, ClassVar, NamedTuple

from django.db import models

from newsroom.articles.editable_fields.record_values import (
    SAME_STATUSES,
    as_text,
    is_yes,
    parse_moment,
)
from newsroom.articles.models import Article
from newsroom.body.plain_text import html_to_text
from newsroom.places.registry import get_place
from newsroom.thai.dates import in_bangkok, thai_datetime

Record = Mapping[str, Any]
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')


class SlugAndName(NamedTuple):
    """A section or an author as a file names it; either part may be empty, not both."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class EditableField:
    """One field of an article; this type keeps the value itself in snapshots and records."""

    # Attribute of the model: a column, a manager, or the accessor of an inline's rows.
    name: str
    # What has the field: `Article`, or what an app above lets people edit.
    model: type[models.Model] = Article
    # Heading of the field's group in the admin form ("" for the first group, which has none);
    # None where the form has no such field: inlines, and what a button decides.
    fieldset: str | None = None
    # Key of the JSON Lines record; "" for a field that is not exchanged.
    json_key: str = ""
    # Whether a change of a public article sets `revised_at`: something new for readers.
    is_substantial: bool = False
    # Whether only those who may publish decide about it; restoring a revision leaves it alone.
    is_publishing: bool = False
    # The field's name in Thai, if not the `verbose_name` of the column.
    verbose_name: str = ""

    # Whether the value is written by `article.save()`; relations follow once the row exists.
    is_column: ClassVar[bool] = True
    # What a snapshot older than the field itself is taken to say.
    missing_snapshot: ClassVar[Any] = None
    # Said in a comparison of two snapshots that differ while their display texts do not.
    same_text_message: ClassVar[str] = ""

    @property
    def label(self) -> str:
        """The field's name, in Thai."""
        return self.verbose_name or str(self._column.verbose_name)

    @property
    def _column(self) -> Any:
        return self.model._meta.get_field(self.name)

    def value(self, article: Article) -> Any:
        """The value that an article has."""
        return getattr(article, self.name)

    def to_snapshot(self, value: Any) -> Any:
        """The snapshot of a value."""
        return value

    def display(self, snapshot: Any) -> str:
        """The display text of a snapshot; "" for no value."""
        return str(snapshot or "")

    def restore(self, article: Article, snapshot: Any) -> list[str]:
        """Give an article the value of a snapshot; returns what no longer exists, in Thai."""
        setattr(article, self.name, snapshot)
        return []

    def to_record(self, article: Article) -> dict[str, Any]:
        """What a record says of the field; empty if it is not exchanged."""
        return {self.json_key: self.value(article)} if self.json_key else {}

    def from_record(self, record: Record) -> Any:
        """The importable value of a record. Raises ValueError or TypeError for nonsense."""
        return record.get(self.json_key)

    def assign(self, article: Article, value: Any) -> None:
        """Give an article an imported value; for columns only."""
        setattr(article, self.name, value)


class TextEditableField(EditableField):
    """Plain text; what is imported is cut to the length of the column."""

    missing_snapshot = ""

    def from_record(self, record: Record) -> str:
        value = record.get(self.json_key)
        return value if isinstance(value, str) else ""

    def assign(self, article: Article, value: str) -> None:
        limit = self._column.max_length
        super().assign(article, self._column.to_python(value)[:limit] if limit else value)


class HtmlEditableField(TextEditableField):
    """A body: compared as the text a reader sees, with the alternative text of its pictures."""

    same_text_message = "ถ้อยคำเหมือนเดิม เปลี่ยนเฉพาะรูปแบบ เช่น ตัวหนา หัวข้อ หรือลิงก์"

    def display(self, snapshot: str | None) -> str:
        return html_to_text(_IMAGE.sub(_image_as_text, snapshot)) if snapshot else ""


def _image_as_text(match: re.Match[str]) -> str:
    alt = _ALT.search(match.group())
    return f"<p>[ภาพ: {unescape(alt[1]) if alt else ''}]</p>"


class BooleanEditableField(EditableField):
    """A check box that is on unless somebody says otherwise."""

    missing_snapshot = True

    def display(self, snapshot: bool | None) -> str:
        return {None: "", True: "เปิด", False: "ปิด"}[snapshot]

    def from_record(self, record: Record) -> bool:
        return is_yes(record.get(self.json_key, True))


class DateTimeEditableField(EditableField):
    """A moment; ISO 8601 in Bangkok's time in snapshots and records."""

    def to_snapshot(self, value: datetime | None) -> str | None:
        return in_bangkok(value).isoformat() if value else None

    def display(self, snapshot: str | None) -> str:
        return thai_datetime(datetime.fromisoformat(snapshot)) if snapshot else ""

    def restore(self, article: Article, snapshot: str | None) -> list[str]:
        return super().restore(article, datetime.fromisoformat(snapshot) if snapshot else None)

    def to_record(self, article: Article) -> dict[str, Any]:
        return {self.json_key: self.to_snapshot(self.value(article))}

    def from_record(self, record: Record) -> datetime | None:
        return parse_moment(record.get(self.json_key))


class ChoiceEditableField(EditableField):
    """One of a column's choices, shown by its label.

    A record that names none, or an unknown one, has the `fallback`.
    """

    fallback: ClassVar[str] = ""

    def display(self, snapshot: str | None) -> str:
        return str(dict(self._column.flatchoices).get(snapshot, snapshot or ""))

    def from_record(self, record: Record) -> str:
        value = record.get(self.json_key)
        if isinstance(value, str) and value in dict(self._column.flatchoices):
            return value
        return self.fallback


class StatusEditableField(ChoiceEditableField):
    """The state of an article; what is imported is published unless it names another state."""

    fallback = Article.Status.PUBLISHED

    def from_record(self, record: Record) -> str:
        """A draft where the state is none of ours: readers must not see what may be hidden."""
        value = str(record.get(self.json_key) or self.fallback).strip().lower()
        value = SAME_STATUSES.get(value, value)
        return value if value in dict(self._column.flatchoices) else Article.Status.DRAFT


class KindEditableField(ChoiceEditableField):
    """The kind of work; plain news unless somebody says otherwise."""

    missing_snapshot = fallback = Article.Kind.NEWS


class PlaceEditableField(EditableField):
    """A province, district or subdistrict, by its official code."""

    def display(self, snapshot: int | None) -> str:
        place = get_place(snapshot)
        return place.full_label if place else str(snapshot or "")

    def from_record(self, record: Record) -> int | None:
        """None for what is no code of a place, too."""
        code = record.get(self.json_key)
        return code if type(code) is int and get_place(code) else None


class ForeignKeyEditableField(EditableField):
    """One row of another table; `{"id", "name"}` in a snapshot."""

    def to_snapshot(self, value: models.Model | None) -> dict[str, Any] | None:
        return {"id": value.pk, "name": str(value)} if value else None

    def display(self, snapshot: dict[str, Any] | None) -> str:
        return snapshot["name"] if snapshot else ""

    def restore(self, article: Article, snapshot: dict[str, Any] | None) -> list[str]:
        manager = self._column.related_model._default_manager
        row = manager.filter(pk=snapshot["id"]).first() if snapshot else None
        if snapshot and row is None:
            return [f"{self.label} «{snapshot['name']}»"]
        if row or self._may_be_empty(article):
            setattr(article, self.name, row)
        return []

    def _may_be_empty(self, article: Article) -> bool:
        return True

    def assign(self, article: Article, value: int | None) -> None:
        """`value` is the id of the row."""
        setattr(article, self._column.attname, value)


class SectionEditableField(ForeignKeyEditableField):
    """The section, by slug (`json_key`) and name (`section`) in a record."""

    def _may_be_empty(self, article: Article) -> bool:
        return article.status != Article.Status.PUBLISHED

    def to_record(self, article: Article) -> dict[str, Any]:
        section = article.section
        return {self.json_key: section.slug, "section": section.name} if section else {}

    def from_record(self, record: Record) -> SlugAndName | None:
        """Either may be an object with both, or a list whose first one counts."""
        slug = name = ""
        for key in (self.json_key, "section"):
            part = record.get(key)
            if isinstance(part, list):
                part = part[0] if part else None
            if isinstance(part, dict):
                slug = as_text(part.get("slug")) or slug
                name = as_text(part.get("name")) or name
            elif key == "section":
                name = as_text(part) or name
            else:
                slug = as_text(part)
        return SlugAndName(slug, name) if slug or name else None
