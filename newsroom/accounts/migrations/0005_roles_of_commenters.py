"""Grant moderators the list of trusted commenters."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles


def grant(apps: Any, schema_editor: Any) -> None:
    roles.grant_roles(apps)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_outbox_permissions")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
