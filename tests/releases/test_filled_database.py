"""The update of a filled site: from the last release's migrations, with rows, to the newest."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.releases.filled_database import FOLDER
from tests.servers import PostgresDatabase, ShellProcess, free_port, node_env, run_migrations

pytestmark = pytest.mark.slow
RELEASES = sorted(path.stem for path in FOLDER.glob("*.json"))
# Rows by model, of models that are still there; what an update makes itself may be more.
COUNT = """
from django.apps import apps
value = {}
for label in labels:
    try:
        value[label] = apps.get_model(label)._base_manager.count()
    except LookupError:
        pass
"""
READ = """
from django.test import Client
client = Client(headers={"host": "127.0.0.1"})
published = Article.objects.published()
paths = ["/", "/archive/", "/feed/", "/search/?q=ชายหาด", *(a.get_absolute_url() for a in published)]
value = {path: client.get(path).status_code for path in paths}
found = client.get("/search/", {"q": "ชายหาด"}).content.decode()
value["found"] = f'data-article-id="{published[0].pk}"' in found
"""


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_a_filled_database_of_a_release_is_updated(
    tmp_path: Path, release: str, engine: str
) -> None:
    with ExitStack() as stack:
        env = node_env(tmp_path, free_port())
        if engine == "postgresql":
            database = PostgresDatabase("newsroom_test_release")
            env["DATABASE_URL"] = stack.enter_context(database)
        before = _run(
            env, f"from tests.releases.filled_database import load; value = load({release!r})"
        )
        assert before["articles.article"] >= 5
        run_migrations(env)
        after = _run(env, f"labels = {list(before)}\n{COUNT}")
        lost = {label: after[label] for label in after if after[label] < before[label]}
        assert lost == {}
        answers = _run(env, READ)
        assert answers.pop("found")
        assert set(answers.values()) == {200}, answers


def _run(env: dict[str, str], code: str) -> dict[str, int]:
    """`value` after the code, in a process of its own."""
    shell = ShellProcess(env)
    try:
        _, value = shell.run(code)
    finally:
        shell.stop()
    return value
