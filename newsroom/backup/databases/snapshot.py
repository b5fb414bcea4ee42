"""What a backup reads of the database, whichever it is: one state, in the words of the manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.migrations.recorder import MigrationRecorder

from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.syndication.models import ShareCard

# Runs SQL without parameters and returns all rows.
Query = Callable[[str], Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class Snapshot:
    """One committed state: its dump, and what stands in it."""

    dump: Path
    rows: dict[str, int]
    migrations: dict[str, list[str]]
    media_files: list[str]


def read_snapshot(dump: Path, tables: list[str], query: Query) -> Snapshot:
    """Describe the state that `query` sees."""
    return Snapshot(
        dump=dump,
        rows=count_rows(tables, query),
        migrations=_migrations(tables, query),
        media_files=_media_files(tables, query),
    )


def count_rows(tables: list[str], query: Query) -> dict[str, int]:
    """The number of rows by table."""
    return {
        table: next(iter(query(f'SELECT COUNT(*) FROM "{table}"')))[0]  # noqa: S608
        for table in sorted(tables)
    }


def _migrations(tables: list[str], query: Query) -> dict[str, list[str]]:
    table = MigrationRecorder.Migration._meta.db_table
    applied: dict[str, list[str]] = {}
    if table in tables:
        for app, name in query(f'SELECT app, name FROM "{table}" ORDER BY app, name'):  # noqa: S608
            applied.setdefault(app, []).append(name)
    return applied


def _media_files(tables: list[str], query: Query) -> list[str]:
    """The names of the files of photos, documents and share cards; see `live_media_files`."""
    names: list[str] = []
    if (table := Photo._meta.db_table) in tables:
        sql = f'SELECT original, renditions FROM "{table}" ORDER BY id'  # noqa: S608
        for original, renditions in query(sql):
            rows = json.loads(renditions) if isinstance(renditions, str) else renditions
            names += [original, *(row["name"] for row in rows)]
    if (table := ShareCard._meta.db_table) in tables:
        sql = f'SELECT file_name, former_file_name FROM "{table}" ORDER BY id'  # noqa: S608
        for row in query(sql):
            names += row
    if (table := Document._meta.db_table) in tables:
        names += (name for (name,) in query(f'SELECT file FROM "{table}" ORDER BY id'))  # noqa: S608
    return list(dict.fromkeys(name for name in names if name))


def live_media_files() -> set[str]:
    """The files that the database names now."""
    photos = Photo.objects.only("original", "renditions")
    names = {name for photo in photos.iterator() for name in photo.file_names()}
    for row in ShareCard.objects.values_list("file_name", "former_file_name"):
        names.update(row)
    names.update(Document.objects.values_list("file", flat=True))
    return names - {""}
