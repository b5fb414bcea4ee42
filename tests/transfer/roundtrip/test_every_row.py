"""An export taken into an empty database: every row, every column and every file is there again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from newsroom.articles.models import Section
from newsroom.transfer.models import ImportedObject
from tests.transfer.roundtrip.dump import columns, differences, dump, files
from tests.transfer.roundtrip.newspaper import fill
from tests.transfer.roundtrip.tables import COMPARED, COUNTED_AGAIN, MAY_DIFFER, NOT_EXPORTED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def our_models() -> list[type[models.Model]]:
    found = apps.get_models()
    return [one for one in found if one.__module__.startswith("newsroom.")]


def empty_database() -> None:
    """As in a new one: children first, and what signals leave of the deleted last."""
    counted = {label for label, reason in NOT_EXPORTED.items() if reason == COUNTED_AGAIN}
    # A section's lead is an article of that section: neither could go first.
    Section.objects.update(lead=None)
    lead = Section._meta.get_field("lead")
    todo = [apps.get_model(label) for label in COMPARED | counted] + [ImportedObject]
    while todo:
        for model in list(todo):
            keys = {field.related_model for other in todo for field in other._meta.concrete_fields
                    if field.is_relation and other is not model and field is not lead}  # fmt: skip
            if model not in keys:
                model._default_manager.all()._raw_delete("default")
                todo.remove(model)


def export_and_import(folder: Path, settings: Any) -> tuple[str, str]:
    """What the import told on standard output, and its errors."""
    file, media = folder / "paper.jsonl", folder / "paper-media"
    call_command("export_articles", file, media=media, stdout=io.StringIO(), stderr=io.StringIO())
    empty_database()
    settings.MEDIA_ROOT = folder / "second"
    out, errors = io.StringIO(), io.StringIO()
    call_command("import_articles", file, media=media, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_every_row_and_every_file_come_back(tmp_path: Path, settings: Any) -> None:
    fill()
    before, files_before = dump(), files()
    export_and_import(tmp_path, settings)
    assert differences(before, dump()) == []
    assert files() == files_before


def test_the_paper_of_the_test_has_something_in_every_column() -> None:
    """A new column is compared for nothing while all rows have its default."""
    fill()
    rows = dump()
    for label in COMPARED:
        assert rows[label], label
        for field in columns(apps.get_model(label)):
            default = field.get_default()
            assert any(row[field.name] != default for row in rows[label]), f"{label}.{field.name}"


def test_every_model_is_exported_or_known_not_to_be() -> None:
    labels = {model._meta.label for model in our_models()}
    assert labels == COMPARED | NOT_EXPORTED.keys()
    assert not COMPARED & NOT_EXPORTED.keys()
    names = {
        f"{model._meta.label}.{field.name}"
        for model in our_models() for field in model._meta.concrete_fields
    }  # fmt: skip
    assert names >= MAY_DIFFER.keys()


def test_a_second_import_changes_nothing(tmp_path: Path, settings: Any) -> None:
    fill()
    export_and_import(tmp_path, settings)
    once = dump()
    call_command(
        "import_articles", tmp_path / "paper.jsonl", media=tmp_path / "paper-media",
        stdout=io.StringIO(), stderr=io.StringIO(),
    )  # fmt: skip
    assert differences(once, dump()) == []
