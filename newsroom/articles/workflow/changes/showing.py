"""A change that waits as a form and a preview show it: with what was published meanwhile."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS, snapshot
from newsroom.articles.models import Article, Author, Byline, Credit, PendingChange, Revision, Tag
from newsroom.articles.workflow import revisions
from newsroom.articles.workflow.changes.keeping import (
    BASE,
    CORRECTIONS,
    ROWS,
    STORED_ROWS,
    waiting_change,
)
from newsroom.articles.workflow.merging import Merge
from newsroom.thai.folding import fold


@dataclass(frozen=True)
class ShownChange:
    """A change merged with the article as stored.

    `base` is the revision that a save of it is compared with: the newest one, unless `conflicts`
    (labels of the fields that both changed) have to be decided first.
    """

    change: PendingChange
    values: dict[str, Any]
    base: Revision
    conflicts: list[str]

    def rows(self, name: str) -> list[dict[str, Any]] | None:
        """The rows of an inline, by the fields of their forms; None: those that are stored."""
        if name == "bylines":
            return [{"author": row["id"], "role": row["role"]} for row in self.values[name]]
        if name == "credits":
            return list(self.values[name])
        if name == CORRECTIONS:
            return list(self.values.get(CORRECTIONS, []))
        kept = self.values.get(ROWS, {}).get(name)
        return None if kept == self.values.get(STORED_ROWS, {}).get(name) else kept


def shown_change(article: Article, change: PendingChange | None = None) -> ShownChange | None:
    """The change of an article that waits; None without one."""
    change = change or waiting_change(article)
    if change is None:
        return None
    kept = change.revision.snapshot
    typed = {name: kept[name] for name in EDITABLE_FIELDS if name in kept and name != "status"}
    last, base = revisions.latest_revision(article), change.base
    merge = Merge(snapshot(article), base.snapshot, typed, last=last, saved_at=article.updated_at)
    values = {**kept, **{name: merge.current[name] for name in merge.theirs}}
    conflicts = [EDITABLE_FIELDS[name].label for name in typed if name in merge.conflicts]
    return ShownChange(change, values, base if conflicts else last or base, conflicts)


def compared_with(revision: Revision) -> Revision | None:
    """The revision before; of a change that was kept, the one it changes."""
    stored = Revision.objects.stored().filter(article=revision.article_id)
    if revision.reason == Revision.Reason.CHANGE_KEPT:
        return stored.filter(number=revision.snapshot.get(BASE)).first()
    return stored.filter(number__lt=revision.number).first()


def with_values(article: Article, values: dict[str, Any]) -> Article:
    """A copy of an article, not to be saved, with the columns of a snapshot."""
    shown = copy(article)
    for name, field in EDITABLE_FIELDS.items():
        if field.is_column and name in values and name != "status":
            field.restore(shown, values[name])
    return shown


def for_preview(article: Article, values: dict[str, Any]) -> Article:
    """Such a copy with all that its page shows."""
    shown = with_values(article, values)
    shown.compute_derived_fields()
    authors = Author.objects.select_related("photo").in_bulk(
        [row["id"] for row in values["bylines"]]
    )
    shown.cached_bylines = [
        Byline(article=shown, author=authors[row["id"]], role=row["role"])
        for row in values["bylines"]
        if row["id"] in authors
    ]
    shown.cached_credits = [Credit(article=shown, **row) for row in values["credits"]]
    shown.cached_tags = tags_named(values["tags"])
    return shown


def tags_named(names: list[str]) -> list[Tag]:
    """The tags of these names; one that does not exist yet is not stored by this."""
    stored = {tag.key: tag for tag in Tag.objects.filter(key__in=[fold(name) for name in names])}
    return [stored.get(fold(name)) or _new_tag(name) for name in names]


def _new_tag(name: str) -> Tag:
    tag = Tag(name=name)
    tag.slug = tag.free_slug()
    return tag
