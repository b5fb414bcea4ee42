"""A data folder that may only be read: readers are served."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Node, ShellProcess, free_port, migrate, node_env

pytestmark = pytest.mark.slow


@pytest.fixture
def read_only_site(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A site with an article, on a mount that refuses writes, as a disk with errors does."""
    env = node_env(tmp_path, free_port())
    migrate(env)
    shell = ShellProcess(env)
    shell.run("builders.published_article(pk=7, lead_photo=builders.photo()); value = None")
    shell.stop()
    bind = ["mount", "--bind", str(tmp_path), str(tmp_path)]
    if subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(tmp_path)], check=True)
        yield env
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def test_readers_are_served_from_a_read_only_folder(read_only_site: dict[str, str]) -> None:
    node = Node(read_only_site, workers=2)
    try:
        statuses = {
            path: node.get(path)[0]
            for path in ("/", "/news/7/", "/archive/", "/search/?q=ข่าว", "/feed/", "/sitemap.xml")
        }
        status, text = node.get("/admin/login/")
    finally:
        node.stop()
    assert set(statuses.values()) == {200}, statuses
    assert status == 200, text
