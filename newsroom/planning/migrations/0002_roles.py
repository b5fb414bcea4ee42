"""Give the newsroom's roles their part in the news plan."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def grant(apps: Any, schema_editor: Any) -> None:
    """Only the plan's permissions: an administrator may have taken others from a group."""
    of_plan = {
        role: [name for name in names if name.startswith("planning.")]
        for role, names in roles.ROLES.items()
    }
    roles.grant_roles(apps, of_plan)


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0001_initial"),
        ("accounts", "0002_roles"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
