"""Without Redis, or with one that never answers, the cache goes on in a file."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.web.cache_backends import redis
from newsroom.web.cache_backends.redis import RedisWithFallbackCache
from tests.servers import free_port


@pytest.fixture
def hanging_redis() -> Iterator[str]:
    """The URL of a server that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def cache_of(url: str, folder: Path) -> RedisWithFallbackCache:
    return RedisWithFallbackCache(url, {"OPTIONS": {"FALLBACK": str(folder / "cache.sqlite3")}})


def assert_works(cache: RedisWithFallbackCache) -> None:
    assert cache.add("limit", 1, timeout=60)
    assert not cache.add("limit", 1, timeout=60)
    assert cache.incr("limit") == 2
    assert cache.get("limit") == 2
    assert cache.touch("limit", 60)
    assert cache.has_key("limit")
    cache.set("word", "กระบี่")
    assert cache.get_many(["limit", "word"]) == {"limit": 2, "word": "กระบี่"}
    assert cache.delete("word")
    assert cache.get("word", "nothing") == "nothing"
    with pytest.raises(ValueError, match="no integer"):
        cache.incr("nothing")
    cache.clear()
    assert cache.get("limit") is None


def test_without_redis_the_file_is_used(tmp_path: Path) -> None:
    assert_works(cache_of(f"redis://127.0.0.1:{free_port()}/0", tmp_path))


def test_a_redis_that_never_answers_costs_one_short_wait(
    tmp_path: Path, hanging_redis: str, caplog: pytest.LogCaptureFixture
) -> None:
    start = time.monotonic()
    assert_works(cache_of(hanging_redis, tmp_path))
    # Fourteen calls, of which one waits.
    assert time.monotonic() - start < redis.TIMEOUT_SECONDS * 4
    assert [record.name for record in caplog.records] == [redis.__name__]


def test_redis_is_tried_again_after_a_while(
    tmp_path: Path, hanging_redis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = cache_of(hanging_redis, tmp_path)
    cache.get("a")
    assert cache._retry_at > time.monotonic()
    calls: list[str] = []
    monkeypatch.setattr(cache._redis, "get", lambda *arguments: calls.append("redis"))
    cache.get("a")
    assert calls == []
    cache._retry_at = 0.0
    cache.get("a")
    assert calls == ["redis"]
