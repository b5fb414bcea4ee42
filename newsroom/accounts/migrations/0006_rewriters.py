"""Call the role of those who edit all stories by the word that Thai newsrooms use."""

from typing import Any

from django.db import migrations

OLD, NEW = "ผู้ช่วยบรรณาธิการ", "รีไรเตอร์"


def rename(apps: Any, schema_editor: Any, old: str = OLD, new: str = NEW) -> None:
    """Rename the group, unless the newsroom has one of the new name already."""
    groups = apps.get_model("auth", "Group").objects
    if not groups.filter(name=new).exists():
        groups.filter(name=old).update(name=new)
        return
    # A migration before this one creates the groups by their names of today.
    for group in groups.filter(name=old):
        kept = groups.get(name=new)
        kept.permissions.add(*group.permissions.all())
        kept.user_set.add(*group.user_set.all())
        group.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_roles_of_commenters"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
