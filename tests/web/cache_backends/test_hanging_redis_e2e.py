"""A second Redis that hangs: its process is stopped, not closed, so that no connection ends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from redis import Redis

from newsroom.web.cache_backends.redis import RETRY_SECONDS
from tests.own_servers import OwnRedis
from tests.servers import Node, ShellProcess, free_port, migrate, node_env
from tests.test_server_faults_e2e import commentable_article, post_comment

pytestmark = pytest.mark.slow


def test_pages_and_comments_go_on_without_a_long_wait_and_redis_is_used_again(
    tmp_path: Path,
) -> None:
    with OwnRedis() as redis:
        env = node_env(
            tmp_path, free_port(), CACHE_URL=redis.url, NEWSROOM_TRUSTED_PROXIES="127.0.0.1"
        )
        migrate(env)
        shell = ShellProcess(env)
        pk, timestamp = commentable_article(shell)
        shell.stop()
        node, keys = Node(env, 1), Redis.from_url(redis.url)

        def comment(number: int) -> float:
            start = time.monotonic()
            name, network = f"ผู้อ่าน {number}", f"203.0.113.{number}"
            assert post_comment(node, pk, timestamp, name, network)[0] == 303
            return time.monotonic() - start

        try:
            comment(1)
            assert keys.dbsize() > 0
            redis.hang()
            # Only the first call waits, each process once.
            durations = [comment(number) for number in range(2, 7)]
            assert sum(durations) < 10
            assert min(durations) < 1
            for path in ("/", f"/news/{pk}/", "/search/?q=น้ำ", "/admin/login/"):
                start = time.monotonic()
                assert node.get(path)[0] == 200
                assert time.monotonic() - start < 5
            redis.resume()
            keys.flushdb()
            deadline = time.monotonic() + RETRY_SECONDS + 20
            number = 10
            while not keys.dbsize():
                assert time.monotonic() < deadline, "Redis is not used again"
                time.sleep(1)
                comment(number := number + 1)
        finally:
            node.stop()
            keys.close()
