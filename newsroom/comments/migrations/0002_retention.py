"""Triggers by which the database keeps the origins of comments until their day."""

from typing import Any

from django.db import migrations

from newsroom.comments import retention


def install(apps: Any, schema_editor: Any) -> None:
    retention.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    retention.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
