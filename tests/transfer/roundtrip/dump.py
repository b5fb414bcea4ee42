"""All rows of the compared tables, and all files, with names in place of ids and random folders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from newsroom.documents.models import Document
from newsroom.images.models import Photo
from tests.transfer.roundtrip.tables import COMPARED, MAY_DIFFER, ONLY

Row = dict[str, Any]


def dump() -> dict[str, list[Row]]:
    """The rows of every compared table by its label, in an order that ids have no part in."""
    rename = _renaming()
    return {label: _rows(apps.get_model(label), rename) for label in sorted(COMPARED)}


def files() -> dict[str, str]:
    """The files of the media folder, with what is in them; of renditions only that there is one."""
    rename, root = _renaming(), Path(settings.MEDIA_ROOT)
    return {
        rename(path.relative_to(root).as_posix()): _digest(path)
        for path in root.rglob("*")
        if path.is_file()
    }


def _digest(path: Path) -> str:
    # Those of the first library are made of the upload, of which the original was made as well.
    is_rendition = "photos" in path.parts and path.stem != "original"
    return "" if is_rendition else hashlib.sha256(path.read_bytes()).hexdigest()


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that must be the same."""
    return [
        field
        for field in model._meta.concrete_fields
        if f"{model._meta.label}.{field.name}" not in MAY_DIFFER
        and not (field.name == "id" and model._meta.label != "articles.Article")
    ]


def _rows(model: type[models.Model], rename: Callable[[str], str]) -> list[Row]:
    found = model._default_manager.filter(**ONLY.get(model._meta.label, {}))
    rows = [{field.name: _value(row, field, rename) for field in columns(model)} for row in found]
    return sorted(rows, key=repr)


def _value(row: models.Model, field: Any, rename: Callable[[str], str]) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return None
    if field.is_relation:
        return name_of(getattr(row, field.name))
    if field.name == "section_id":
        return name_of(apps.get_model("articles.Section").objects.get(pk=value))
    if isinstance(field, models.FileField):
        return rename(value.name)
    if isinstance(value, str):
        return rename(value)
    return _renamed_json(value, rename) if isinstance(field, models.JSONField) else value


def _renamed_json(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_renamed_json(one, rename) for one in value]
    if isinstance(value, dict):
        if "shape" in value:  # see `_digest`
            value = {**value, "bytes": None}
        return {key: _renamed_json(one, rename) for key, one in value.items()}
    return rename(value) if isinstance(value, str) else value


def name_of(row: Any) -> str:
    """What identifies a row in any database."""
    for name in ("slug", "sha256"):
        if value := getattr(row, name, None):
            return str(value)
    if row._meta.label == "articles.Article":
        return f"article {row.pk}"
    return f"{row._meta.label} {row.article_id} {row.created_at.isoformat()} {row.name} {row.body}"


def _renaming() -> Callable[[str], str]:
    """Replaces ids of photos and documents, and their random folders, by their fingerprints."""
    photos = {str(one.pk): one.sha256[:12] for one in Photo.objects.all()}
    keys = {one.storage_key: one.sha256[:12] for one in Photo.objects.all()}
    documents = {str(one.pk): one for one in Document.objects.all()}
    names = {str(one.file.name): f"documents/{one.sha256[:12]}" for one in documents.values()}

    def rename(text: str) -> str:
        text = re.sub(
            r"photos/\w\w/(\w+)/(?:\w{6}/)?",
            lambda m: f"photos/{keys.get(m[1], m[1])}/", text,
        )  # fmt: skip
        text = re.sub(r'data-file="(\d+)"', lambda m: f'data-file="{photos.get(m[1])}"', text)
        text = re.sub(
            r'data-document="(\d+)"',
            lambda m: f'data-document="{documents[m[1]].sha256[:12]}"', text,
        )  # fmt: skip
        text = re.sub(
            r"<!--show-document:(\d+)-->",
            lambda m: f"<!--document:{documents[m[1]].sha256[:12]}-->", text,
        )  # fmt: skip
        for name, other in names.items():
            text = text.replace(name, other)
        return text

    return rename


def differences(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> list[str]:
    """What is not the same, by table and column."""
    found = []
    for label, rows in before.items():
        if len(rows) != len(after[label]):
            found.append(f"{label}: {len(rows)} rows, then {len(after[label])}")
        for old, new in zip(rows, after[label], strict=False):
            found += [
                f"{label}.{name}: {value!r}, then {new[name]!r}"
                for name, value in old.items()
                if value != new[name]
            ]
    return found
