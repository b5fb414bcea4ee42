"""The newsroom's roles as groups."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def give(apps: Any, schema_editor: Any) -> None:
    roles.give(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
