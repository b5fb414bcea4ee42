"""A filled database of a release, as JSON: `python -m tests.releases.filled_database 0.2.0` records one.

Recorded are the last migration of each app and every row of every model. `load` makes the tables of
those migrations, with the models that they define, and writes the rows, on any database; migrating
from there to the newest is what an operator's update does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# What is made anew on every site, or holds nothing that must survive.
LEFT_OUT = {"sessions.session", "web.cachegeneration", "django.migration"}


def path_of(release: str) -> Path:
    return FOLDER / f"{release}.json"


def load(release: str) -> dict[str, int]:
    """Make the release's tables in the empty database and fill them; the number of rows by model."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    recorded = json.loads(path_of(release).read_text(encoding="utf-8"))
    targets = list(recorded["migrations"].items())
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    # Rendered once, as a whole: models rendered while migrations ran relate to stale ones.
    release_apps = executor.loader.project_state(targets).apps
    models = [(release_apps.get_model(label), rows) for label, rows in recorded["rows"].items()]
    with transaction.atomic():
        # Rows that migrations make, such as roles, are recorded as well.
        for model, _ in reversed(models):
            if model._default_manager.exists():
                model._default_manager.all().delete()
        for model, rows in models:
            model._default_manager.bulk_create(_instance(model, row) for row in rows)
        # Rows with ids of their own do not move PostgreSQL's sequences.
        statements = connection.ops.sequence_reset_sql(no_style(), [model for model, _ in models])
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    return {label: len(rows) for label, rows in recorded["rows"].items()}


def _instance(model: Any, row: dict[str, Any]) -> Any:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {
        name: None
        if value is None
        else _target(fields[name]).to_python(_decoded(fields[name], value))
        for name, value in row.items()
    }
    return model(**values)


def _target(field: Any) -> Any:
    """The field that a foreign key's value belongs to."""
    while field.remote_field:
        field = field.target_field
    return field


def _decoded(field: Any, value: str) -> Any:
    return json.loads(value) if field.get_internal_type() == "JSONField" else value


def record(release: str) -> None:
    """Write the file from a new database that the builders fill."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "NEWSROOM_DATA": folder,
            "NEWSROOM_URL": "http://127.0.0.1:8999",
            "DJANGO_SETTINGS_MODULE": "tests.node_settings",
        }
        env.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], env=env, check=True)
        code = f"import django; django.setup(); from tests.releases import filled_database as f; f._record({release!r})"
        subprocess.run([sys.executable, "-c", code], env=env, check=True)


def _record(release: str) -> None:
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    _fill()
    leaves = MigrationLoader(connection).graph.leaf_nodes()
    rows: dict[str, list[dict[str, str | None]]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in LEFT_OUT or not model._meta.managed:
            continue
        objects = model._base_manager.order_by("pk")
        if found := [_row(instance) for instance in objects]:
            rows[model._meta.label_lower] = found
    recorded = {"migrations": dict(sorted(leaves)), "rows": rows}
    text = json.dumps(recorded, ensure_ascii=False, indent=0)
    path_of(release).write_text(text + "\n", encoding="utf-8")


def _row(instance: Any) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if value is None:
            row[field.attname] = None
        elif field.get_internal_type() == "JSONField":
            row[field.attname] = json.dumps(value, ensure_ascii=False)
        else:
            row[field.attname] = field.value_to_string(instance)
    return row


def _fill() -> None:
    """Something of everything that the builders make."""
    from newsroom.accounts import roles
    from tests import builders

    builders.admin_user()
    builders.role_user(roles.REPORTER, "reporter")
    article = builders.published_article(lead_photo=builders.photo(), credits=[("ภาพ", "ดิวาลี")])
    first = builders.visible_comment(article)
    builders.visible_comment(article, parent=first)
    builders.pending_comment(article)
    builders.correction(article)
    builders.add_visits(article, readers=3)
    builders.draft_article(section=None)
    builders.review_article()
    builders.scheduled_article()
    builders.withdrawn_article()


if __name__ == "__main__":
    record(sys.argv[1])
