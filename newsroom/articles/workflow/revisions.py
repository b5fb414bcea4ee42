"""Revisions of an article: creating, comparing and restoring them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from newsroom.accounts.models import User
from newsroom.articles.editable_fields.field_types import EditableField
from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS, snapshot
from newsroom.articles.models import Article, Revision
from newsroom.thai.comparison.diff import EQUAL, DiffOp, word_diff


class FieldDiff(NamedTuple):
    """A field whose value differs between two snapshots."""

    name: str
    label: str
    operations: list[DiffOp]


def latest_revision(article: Article) -> Revision | None:
    """The newest revision of an article as it was stored; changes that were kept are none."""
    return Revision.objects.stored().filter(article=article.pk).order_by("-number").first()


def create_revision(
    article: Article,
    *,
    by: User | None,
    reason: Revision.Reason = Revision.Reason.SAVED,
    comment: str = "",
) -> Revision | None:
    """Add a revision of the article as stored; None if nothing changed and `reason` is SAVED."""
    current = snapshot(Article.objects.select_related("section", "lead_photo").get(pk=article.pk))
    last = latest_revision(article)
    changed_fields = changed_labels(last.snapshot, current) if last else []
    if last and not changed_fields and reason == Revision.Reason.SAVED:
        return None
    return Revision.objects.create(
        article=article,
        number=next_number(article),
        user=by,
        reason=reason,
        comment=comment[:200],
        snapshot=current,
        changed_fields=changed_fields,
    )


def next_number(article: Article) -> int:
    """The number of an article's next revision."""
    numbers = Revision.objects.filter(article=article.pk).aggregate(highest=Max("number"))
    return (numbers["highest"] or 0) + 1


def changed_labels(
    old: Mapping[str, object],
    new: Mapping[str, object],
    fields: Mapping[str, EditableField] = EDITABLE_FIELDS,
) -> list[str]:
    """The labels, in Thai, of the fields in which two snapshots differ."""
    return [
        field.label
        for name, field in fields.items()
        if old.get(name, field.missing_snapshot) != new[name]
    ]


def ensure_baseline(article: Article) -> None:
    """Before the first edit of an article without revisions, such as an imported one: add one."""
    if not Revision.objects.filter(article=article.pk).exists():
        create_revision(article, by=None, reason=Revision.Reason.BASELINE)


def compare(
    old: dict[str, object],
    new: dict[str, object],
    fields: Mapping[str, EditableField] = EDITABLE_FIELDS,
) -> list[FieldDiff]:
    """The fields in which two snapshots differ, each with a word diff."""
    diffs = []
    for name, field in fields.items():
        before, after = (snap.get(name, field.missing_snapshot) for snap in (old, new))
        if before == after:
            continue
        old_text, new_text = field.display(before), field.display(after)
        if old_text != new_text:
            diffs.append(FieldDiff(name, field.label, word_diff(old_text, new_text)))
        elif field.same_text_message:
            operations = [DiffOp(EQUAL, field.same_text_message)]
            diffs.append(FieldDiff(name, field.label, operations))
    return diffs


@transaction.atomic
def restore(article: Article, old: dict[str, object]) -> list[str]:
    """Save the values of a snapshot, except state and date; returns what no longer exists, in Thai.

    A field that did not exist when the snapshot was made keeps its value.
    """
    fields = [
        field for name, field in EDITABLE_FIELDS.items() if name in old and not field.is_publishing
    ]
    missing: list[str] = []
    for field in fields:
        if field.is_column:
            missing += field.restore(article, old[field.name])
    article.save()
    for field in fields:
        if not field.is_column:
            missing += field.restore(article, old[field.name])
    return missing
