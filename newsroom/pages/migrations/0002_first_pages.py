"""Make the pages that every site has, with the texts that stood in the site's settings; grant rights."""

from typing import Any

from django.db import migrations

from newsroom.accounts import roles
from newsroom.pages.defaults import create_default_pages


def create(apps: Any, schema_editor: Any) -> None:
    settings = apps.get_model("site", "SiteSettings").objects.filter(pk=1).first()
    bodies = {"about": settings.about, "privacy": settings.privacy} if settings else {}
    create_default_pages(apps.get_model("pages", "Page"), bodies)
    roles.grant_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("site", "0001_initial"),
        ("accounts", "0002_roles"),
    ]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
