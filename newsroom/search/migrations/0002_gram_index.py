"""The gram index, which the database itself keeps over the folded text."""

from typing import Any

from django.db import migrations

from newsroom.search.engines import postgres, sqlite

STATEMENTS = {
    "sqlite": (sqlite.MAKE, sqlite.DROP),
    "postgresql": (postgres.MAKE, postgres.DROP),
}


def make(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
