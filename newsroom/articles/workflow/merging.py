"""Two people saved one article: a three-way merge, field by field.

Compared are snapshots: what both began with (`base`), what is stored now, and what one of them
typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS, snapshot
from newsroom.articles.models import Article, Revision
from newsroom.articles.workflow import revisions
from newsroom.articles.workflow.revisions import FieldDiff


class Merge:
    """What of a save over somebody else's can stand, and what both have changed differently."""

    def __init__(
        self,
        current: Mapping[str, Any],
        base: Mapping[str, Any] | None,
        typed: Mapping[str, object],
        *,
        last: Revision | None,
        saved_at: datetime,
    ) -> None:
        """`current` is what is stored now, by the revision `last`.

        `typed` is the snapshot of what a form sent; fields it lacks count as unchanged. Without a
        base every field that differs is in conflict.
        """
        self.user_name = str(last.user) if last and last.user else "อีกคนหนึ่ง"
        self.saved_at = saved_at
        self.revision_number = last.number if last else None
        self.base, self.current = base, current
        differing = [name for name in typed if not _is_same(typed[name], current[name])]
        # The fields that only the other person changed: their value stands.
        self.theirs = {name for name in differing if self._is_base(name, typed[name])}
        # Those that both changed.
        self.conflicts = {
            name
            for name in differing
            if name not in self.theirs and not self._is_base(name, current[name])
        }
        self.status_changed = self.base is not None and self.base["status"] != current["status"]
        both: dict[str, Any] = {**current, **{name: typed[name] for name in self.conflicts}}
        self.diffs: list[FieldDiff] = revisions.compare(dict(current), both)

    @classmethod
    def with_stored(
        cls, stored: Article, base: Revision | None, typed: Mapping[str, object]
    ) -> Merge:
        """With an article as it is stored now."""
        last = revisions.latest_revision(stored)
        before = base.snapshot if base else None
        return cls(snapshot(stored), before, typed, last=last, saved_at=stored.updated_at)

    @property
    def their_labels(self) -> list[str]:
        """The names of the fields taken from the other person, in Thai."""
        return [field.label for name, field in EDITABLE_FIELDS.items() if name in self.theirs]

    def has_untouched_rows(self, name: str, rows: Sequence[Mapping[str, object]]) -> bool:
        """Whether the rows of a relation (`bylines`, `credits`) are those the form began with."""
        if self.base is None or name not in EDITABLE_FIELDS:
            return False
        before = self.base.get(name, EDITABLE_FIELDS[name].missing_snapshot)
        return [_identity(row) for row in before] == [_identity(row) for row in rows]

    def _is_base(self, name: str, value: object) -> bool:
        if self.base is None:
            return False
        return _is_same(value, self.base.get(name, EDITABLE_FIELDS[name].missing_snapshot))


def base_revision(article: Article, number: str) -> Revision | None:
    """The revision that a form began with, by the number it sent; "" where there was none yet.

    Before the first edit of an article without revisions its state becomes revision 1.
    """
    if number and not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return Revision.objects.filter(article=article.pk, number=int(number or 1)).first()


def _identity(row: Mapping[str, object]) -> tuple[object, object]:
    """An author's id or a name, and the role."""
    return row.get("id") or row.get("name"), row.get("role")


def _is_same(one: Any, other: Any) -> bool:
    """Equal; a moment to the second, rows of other tables by their ids."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.get("id") == other.get("id")
    if isinstance(one, str) and isinstance(other, str) and one != other:
        return _to_the_second(one) == _to_the_second(other) is not None
    return bool(one == other)


def _to_the_second(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(microsecond=0) if len(text) < 40 else None
    except ValueError:
        return None
