"""Create the groups of the newsroom's roles."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def grant(apps: Any, schema_editor: Any) -> None:
    roles.grant_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
