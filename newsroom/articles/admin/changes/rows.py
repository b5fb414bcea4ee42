"""The rows of an article's inlines, as a change keeps them and as they are saved with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.forms import model_to_dict

from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS
from newsroom.articles.models import Article
from newsroom.articles.workflow.changes.keeping import CORRECTIONS, ROWS, STORED_ROWS
from newsroom.articles.workflow.changes.showing import ShownChange
from newsroom.thai.dates import in_bangkok

Rows = list[dict[str, Any]]


def initial_rows(shown: ShownChange | None, prefix: str) -> Rows | None:
    """The initial values of the rows that a form shows; None: those that are stored."""
    rows = shown.rows(prefix) if shown else None
    if rows is None:
        return None
    if prefix == CORRECTIONS:
        return [
            {"text": row["text"], "corrected_at": datetime.fromisoformat(row["corrected_at"])}
            for row in rows
        ]
    return [{**row, "position": position} for position, row in enumerate(rows)]


def rows_of_form(formsets: Any, kept: dict[str, Any] | None) -> dict[str, Any]:
    """The part of a snapshot that the formsets have sent; `kept` is the snapshot kept before."""
    before = (kept or {}).get(STORED_ROWS, {})
    values: dict[str, Any] = {ROWS: {}, STORED_ROWS: {}}
    for formset in formsets:
        prefix = formset.prefix
        if prefix == CORRECTIONS:
            values[CORRECTIONS] = [
                {"text": row.text, "corrected_at": in_bangkok(row.corrected_at).isoformat()}
                for row in (form.instance for form in new_corrections(formset))
            ]
        elif prefix in EDITABLE_FIELDS:
            instances = [form.instance for form in sent_rows(formset)]
            values[prefix] = EDITABLE_FIELDS[prefix].to_snapshot(instances)
        else:
            values[ROWS][prefix] = [_plain(form.instance, formset) for form in sent_rows(formset)]
            # Read again: the rows of the formset have what was typed already.
            ids = [row.pk for row in formset.get_queryset()]
            stored = formset.model._default_manager.filter(pk__in=ids).order_by("position", "pk")
            values[STORED_ROWS][prefix] = before.get(
                prefix, [_plain(row, formset) for row in stored]
            )
    return values


def save_rows(
    article: Article, formsets: Any, values: dict[str, Any], base: dict[str, Any]
) -> list[str]:
    """Store the rows of a change, except those it left alone; returns what no longer exists."""
    missing: list[str] = []
    for formset in formsets:
        prefix = formset.prefix
        if prefix == CORRECTIONS:
            for form in new_corrections(formset):
                formset.save_new(form)
        elif prefix in EDITABLE_FIELDS:
            if values[prefix] != base.get(prefix, []):
                missing += EDITABLE_FIELDS[prefix].restore(article, values[prefix])
        elif values[ROWS][prefix] != values[STORED_ROWS][prefix]:
            for row in formset.get_queryset():
                row.delete()
            for form in sent_rows(formset):
                form.instance.pk, form.instance._state.adding = None, True
                formset.save_new(form)
    return missing


def sent_rows(formset: Any) -> list[Any]:
    """The forms of the rows that were sent and not removed, in order."""
    forms = [
        form for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]
    return sorted(forms, key=lambda form: form.instance.position)


def new_corrections(formset: Any) -> list[Any]:
    """The forms of the corrections that readers do not have yet."""
    return [
        form
        for form in formset.extra_forms
        if form.has_changed() and form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]


def _plain(row: Any, formset: Any) -> dict[str, Any]:
    names = [name for name in formset.form.base_fields if name not in ("id", "DELETE", "position")]
    return model_to_dict(row, names)
