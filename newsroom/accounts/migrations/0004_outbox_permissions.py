"""Grant administrators the outbox."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def grant(apps: Any, schema_editor: Any) -> None:
    roles.grant_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_second_factor_required_since"),
        ("mail", "0001_initial"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
