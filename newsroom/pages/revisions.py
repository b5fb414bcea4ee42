"""Revisions of pages: creating and restoring them; compared as those of articles are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from newsroom.accounts.models import User
from newsroom.articles.editable_fields.field_types import (
    ChoiceEditableField,
    EditableField,
    ForeignKeyEditableField,
    HtmlEditableField,
    TextEditableField,
)
from newsroom.articles.workflow.revisions import changed_labels
from newsroom.pages.models import Page, PageRevision

# By name. What a button or the address decides (`is_publishing`) stays when a revision is restored.
PAGE_FIELDS: dict[str, EditableField] = {
    field.name: field
    for field in [
        TextEditableField(name="title", model=Page),
        HtmlEditableField(name="body", model=Page),
        ForeignKeyEditableField(name="parent", model=Page),
        ChoiceEditableField(name="kind", model=Page, is_publishing=True),
        TextEditableField(name="slug", model=Page, is_publishing=True),
        ChoiceEditableField(name="status", model=Page, is_publishing=True),
    ]
}


def snapshot(page: Page) -> dict[str, Any]:
    """All that an editor can write about a page, in plain JSON."""
    values: Any = page
    return {name: field.to_snapshot(field.value(values)) for name, field in PAGE_FIELDS.items()}


def create_revision(
    page: Page,
    *,
    by: User | None,
    reason: PageRevision.Reason = PageRevision.Reason.SAVED,
    comment: str = "",
) -> PageRevision | None:
    """Add a revision of the page as stored; None if nothing changed and `reason` is SAVED."""
    current = snapshot(Page.objects.select_related("parent").get(pk=page.pk))
    stored = PageRevision.objects.filter(page=page.pk)
    last = stored.first()
    changed_fields = changed_labels(last.snapshot, current, PAGE_FIELDS) if last else []
    if last and not changed_fields and reason == PageRevision.Reason.SAVED:
        return None
    return PageRevision.objects.create(
        page=page,
        number=(stored.aggregate(highest=Max("number"))["highest"] or 0) + 1,
        user=by,
        reason=reason,
        comment=comment[:200],
        snapshot=current,
        changed_fields=changed_fields,
    )


def ensure_baseline(page: Page) -> None:
    """Before the first edit of a page without revisions, such as an imported one: add one."""
    if not PageRevision.objects.filter(page=page.pk).exists():
        create_revision(page, by=None, reason=PageRevision.Reason.BASELINE)


@transaction.atomic
def restore(revision: PageRevision, *, by: User) -> list[str]:
    """Restore a revision's title and text; returns what could not be restored, in Thai.

    State, kind and address stay as they are.
    """
    page: Any = Page.objects.select_for_update().get(pk=revision.page_id)
    ensure_baseline(page)
    missing: list[str] = []
    parent = page.parent
    for name, field in PAGE_FIELDS.items():
        if name in revision.snapshot and not field.is_publishing:
            missing += field.restore(page, revision.snapshot[name])
    try:
        page.clean()
    except ValidationError as error:
        missing += error.messages
        page.parent = parent
    page.save()
    comment = f"จากฉบับที่ {revision.number}"
    create_revision(page, by=by, reason=PageRevision.Reason.RESTORED, comment=comment)
    return missing
