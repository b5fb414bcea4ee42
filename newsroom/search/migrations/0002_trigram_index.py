"""The trigram index, which the database itself keeps in step with the search documents."""

from typing import Any

from django.db import migrations

from newsroom.search.backends import postgresql, sqlite

STATEMENTS = {
    "sqlite": (sqlite.CREATE, sqlite.DROP),
    "postgresql": (postgresql.CREATE, postgresql.DROP),
}


def create(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
