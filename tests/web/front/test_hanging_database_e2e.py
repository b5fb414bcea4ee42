"""PostgreSQL that hangs: it is stopped, not closed, so that no connection ends."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers import Node, PostgresDatabase, ShellProcess, free_port, migrate, node_env
from tests.tcp_proxy import TcpProxy

pytestmark = pytest.mark.slow


def seconds_of(node: Node, path: str, status: int) -> float:
    start = time.monotonic()
    assert node.get(path)[0] == status
    return time.monotonic() - start


def test_cached_and_expired_pages_go_on_others_get_503_and_the_site_recovers(
    tmp_path: Path,
) -> None:
    with PostgresDatabase("newsroom_hang") as url:
        parts = urlsplit(url)
        proxy = TcpProxy(parts.port or 5432)
        through = url.replace(parts.netloc, f"{parts.username}@127.0.0.1:{proxy.port}")
        env = node_env(tmp_path, free_port(), DATABASE_URL=url)
        migrate(env)
        shell = ShellProcess(env)
        _, pk = shell.run("value = builders.published_article(headline='ข่าวที่ยังอ่านได้').pk")
        node = Node({**env, "DATABASE_URL": through}, 1)
        try:
            time.sleep(1)
            assert "ข่าวที่ยังอ่านได้" in node.get(f"/news/{pk}/")[1]
            # Another generation begins: the page in the cache is an older one's.
            shell.run("builders.published_article()")
            proxy.hang()
            assert node.get(f"/news/{pk}/")[0] == 200
            time.sleep(3.5)
            # The poll has noticed: nobody waits any more.
            assert seconds_of(node, f"/news/{pk}/", 200) < 0.5
            assert seconds_of(node, "/archive/", 503) < 0.5
            assert "เว็บไซต์ไม่พร้อมชั่วคราว" in node.get("/archive/")[1]
            assert seconds_of(node, "/healthz", 503) < 7
            proxy.resume()
            deadline = time.monotonic() + 20
            while node.get("/archive/")[0] != 200:
                assert time.monotonic() < deadline, "the site did not recover"
                time.sleep(0.2)
            done, _ = shell.run("builders.published_article(headline='ข่าวหลังฟื้น')")
            time.sleep(max(0.0, done + 1 - time.time()))
            assert "ข่าวหลังฟื้น" in node.get("/")[1]
        finally:
            node.stop()
            shell.stop()
            proxy.close()
