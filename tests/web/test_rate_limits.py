"""Limits hold for all workers of a machine, and between machines through Redis."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsroom.web.rate_limits import RateLimit, client_network
from tests.servers import free_port, node_env

ROOT = Path(__file__).parents[2]
FIVE_ATTEMPTS = """
import django
django.setup()
from newsroom.comments.rules import COMMENTS_PER_IP
print(sum(COMMENTS_PER_IP.allow("203.0.113.7") for _ in range(5)))
"""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        (None, None),
    ],
)
def test_a_customer_counts_as_one_network(address: str | None, network: str | None) -> None:
    assert client_network(address) == network


def test_a_limit_counts_by_key() -> None:
    limit = RateLimit("test", limit=2, seconds=3600)
    assert [limit.allow("ก") for _ in range(3)] == [True, True, False]
    assert limit.allow("ข")
    assert limit.allow(None)


def test_a_limit_forgets_with_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    limit = RateLimit("test", limit=1, seconds=600)
    assert [limit.allow("ก") for _ in range(2)] == [True, False]
    now += 599
    assert not limit.allow("ก")
    now += 2
    assert [limit.allow("ก") for _ in range(2)] == [True, False]


@pytest.mark.slow
def test_two_workers_share_a_limit(tmp_path: Path) -> None:
    """Five comments in ten minutes are five, whichever worker takes them."""
    env = node_env(tmp_path, free_port())
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", FIVE_ATTEMPTS], cwd=ROOT, env=env, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    allowed = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    assert sum(allowed) == 5


@pytest.mark.redis
def test_limits_hold_on_a_real_redis(settings: Any) -> None:
    import redis

    url = os.environ.get("NEWSROOM_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url).ping()
    except redis.ConnectionError:
        if os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1":
            raise
        pytest.skip("no Redis server is running")
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    }
    limit = RateLimit(f"test-{os.getpid()}", limit=3, seconds=3600)
    assert [limit.allow("ก") for _ in range(5)] == [True, True, True, False, False]
