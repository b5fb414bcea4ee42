"""Let the newsroom's roles use documents."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def grant(apps: Any, schema_editor: Any) -> None:
    roles.grant_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("documents", "0001_documents"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
