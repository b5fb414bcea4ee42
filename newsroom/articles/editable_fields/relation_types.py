"""The types of editable fields whose values stand in tables of their own: tags, bylines, credits."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from newsroom.articles.editable_fields.field_types import EditableField, Record, SlugAndName
from newsroom.articles.models import Article, Author, Byline, Credit
from newsroom.articles.tags.parsing import SEPARATORS, parse_tags
from newsroom.thai.clean import clean_line


class RelationEditableField(EditableField):
    """Several rows that belong to an article; a list in snapshots and records."""

    is_column = False
    missing_snapshot: ClassVar[list[Any]] = []

    def display(self, snapshot: Sequence[Any] | None) -> str:
        return "\n".join(self._display_row(row) for row in snapshot or ())

    def _display_row(self, row: Any) -> str:
        return f"{row['role']} : {row['name']}"

    def to_record(self, article: Article) -> dict[str, Any]:
        return {self.json_key: self.to_snapshot(self.value(article))}

    def assign(self, article: Article, value: Any) -> None:
        raise TypeError(f"{self.name} is a relation: an import writes its rows in bulk")


class TagsEditableField(RelationEditableField):
    """Tags, by their names."""

    def value(self, article: Article) -> list[str]:
        return [tag.name for tag in article.tags.all()]

    def to_snapshot(self, value: list[str]) -> list[str]:
        return sorted(value)

    def display(self, snapshot: Sequence[str] | None) -> str:
        return ", ".join(snapshot or ())

    def restore(self, article: Article, snapshot: Sequence[str]) -> list[str]:
        article.tags.set(snapshot)
        return []

    def from_record(self, record: Record) -> list[str]:
        """Also from one line of them; an entry may hold several, as a line in the form may."""
        given = record.get(self.json_key) or []
        rows = [given] if isinstance(given, str) else given
        names = (row.get("name") if isinstance(row, dict) else row for row in rows)
        found = [parse_tags(str(name)) for name in names if name is not None]
        return list(dict.fromkeys(name for names in found for name in names))


class BylinesEditableField(RelationEditableField):
    """Authors with their roles, in order.

    In the place of authors who were deleted or merged since, those stay who have their role now.
    """

    def value(self, article: Article) -> QuerySet[Byline]:
        return Byline.objects.filter(article=article.pk).select_related("author")

    def to_snapshot(self, value: QuerySet[Byline]) -> list[dict[str, Any]]:
        return [{"id": row.author_id, "name": row.author.name, "role": row.role} for row in value]

    def _display_row(self, row: dict[str, Any]) -> str:
        return f"{Byline.Role(row['role']).label} : {row['name']}"

    def restore(self, article: Article, snapshot: Sequence[dict[str, Any]]) -> list[str]:
        authors = Author.objects.in_bulk([row["id"] for row in snapshot])
        restored = {
            (row["id"], row["role"]): None for row in self._without_gone(article, snapshot, authors)
        }
        _sync_rows(
            Byline.objects.filter(article=article),
            [Byline(article=article, author_id=pk, role=role) for pk, role in restored],
            ("author_id", "role"),
        )
        return [f"{self.label} «{row['name']}»" for row in snapshot if row["id"] not in authors]

    def _without_gone(
        self, article: Article, snapshot: Sequence[dict[str, Any]], known: Container[int]
    ) -> Iterator[dict[str, Any]]:
        current = self.to_snapshot(self.value(article))
        for row in snapshot:
            if row["id"] in known:
                yield row
            else:
                yield from (one for one in current if one["role"] == row["role"])

    def to_record(self, article: Article) -> dict[str, Any]:
        rows = [
            {"slug": row.author.slug, "name": row.author.name, "role": row.role}
            for row in self.value(article)
        ]
        return {self.json_key: rows}

    def from_record(self, record: Record) -> list[tuple[SlugAndName, str]]:
        """Also from one line of names, and from `author`, the slug of a single writer."""
        people = record.get(self.json_key) or record.get("author") or []
        if isinstance(people, dict):
            people = [people]
        if isinstance(people, str):
            people = SEPARATORS.split(people)
        return [_byline(person) for person in people]


def _byline(person: Any) -> tuple[SlugAndName, str]:
    fields = person if isinstance(person, dict) else {"slug": person}
    role = fields.get("role")
    return (
        SlugAndName(clean_line(str(fields.get("slug") or "")), str(fields.get("name") or "")),
        role if role in Byline.Role.values else Byline.Role.WRITER,
    )


class CreditsEditableField(RelationEditableField):
    """Credit lines: a role and a name each, in order."""

    def value(self, article: Article) -> QuerySet[Credit]:
        return Credit.objects.filter(article=article.pk)

    def to_snapshot(self, value: QuerySet[Credit]) -> list[dict[str, str]]:
        return [{"role": row.role, "name": row.name} for row in value]

    def restore(self, article: Article, snapshot: Sequence[dict[str, str]]) -> list[str]:
        _sync_rows(
            Credit.objects.filter(article=article),
            [Credit(article=article, **row) for row in snapshot],
            ("role", "name"),
        )
        return []

    def from_record(self, record: Record) -> list[tuple[str, str]]:
        """Also from lines of text, `ภาพ : ไพฑูรย์`; rows without a name are left out."""
        given = record.get(self.json_key) or []
        rows = given.splitlines() if isinstance(given, str) else given
        return [(role, name) for role, name in map(_credit, rows) if name]


def _credit(row: Any) -> tuple[str, str]:
    if isinstance(row, dict):
        role, name = row.get("role"), row.get("name")
    else:
        role, colon, name = str(row or "").partition(":")
        role, name = (role, name) if colon else ("", role)
    return clean_line(str(role or "")), clean_line(str(name or ""))


def _sync_rows(rows: QuerySet[Any], required: Sequence[Any], identity: tuple[str, ...]) -> None:
    """Make `rows` the required ones, in order; rows equal in `identity` keep their ids."""
    existing = list(rows)
    remaining_ids: set[int] = set()
    for position, row in enumerate(required):
        row.position = position
        same = (
            old
            for old in existing
            if old.pk not in remaining_ids
            and all(getattr(old, name) == getattr(row, name) for name in identity)
        )
        if match := next(same, None):
            rows.filter(pk=match.pk).update(position=position)
            remaining_ids.add(match.pk)
        else:
            row.save()
            remaining_ids.add(row.pk)
    rows.exclude(pk__in=remaining_ids).delete()
