"""Redis as the shared cache, and what goes on without it.

Nothing that readers or editors do needs the cache. While Redis is down or does not answer, the
workers of this machine share the file of `SqliteCache` instead: rate limits go on, each machine by
itself. An attempt waits for at most `TIMEOUT_SECONDS`; after it failed, Redis is left alone for
`RETRY_SECONDS`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from newsroom.web.cache_backends.sqlite import SqliteCache

TIMEOUT_SECONDS = 0.3
RETRY_SECONDS = 10.0

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class RedisWithFallbackCache(BaseCache):
    """A Django cache backend. `OPTIONS["FALLBACK"]` is the path of the file used without Redis."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = dict(params.get("OPTIONS", {}))
        fallback = options.pop("FALLBACK")
        timeouts = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        self._redis = RedisCache(server, {**params, "OPTIONS": {**timeouts, **options}})
        self._file = SqliteCache(
            fallback, {"OPTIONS": {"MAX_ENTRIES": 100_000}, **_without_options(params)}
        )
        self._retry_at = 0.0

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        return self._try(lambda cache: cache.get(key, default, version))

    def set(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> None:
        """Store a value."""
        self._try(lambda cache: cache.set(key, value, **_timeout(timeout), version=version))

    def add(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> bool:
        """Store a value unless there is one; whether it was stored."""
        return self._try(lambda cache: cache.add(key, value, **_timeout(timeout), version=version))

    def touch(self, key: str, timeout: Any = ..., version: int | None = None) -> bool:
        """Give a value a new timeout; whether there is one."""
        return self._try(lambda cache: cache.touch(key, **_timeout(timeout), version=version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to an integer and return it; ValueError if there is none."""
        return self._try(lambda cache: cache.incr(key, delta, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value; whether there was one."""
        return self._try(lambda cache: cache.delete(key, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether there is a value."""
        return self._try(lambda cache: cache.has_key(key, version))

    def clear(self) -> None:
        """Delete everything."""
        self._try(lambda cache: cache.clear())

    def _try(self, call: Callable[[Any], Result]) -> Result:
        if time.monotonic() >= self._retry_at:
            try:
                return call(self._redis)
            except (RedisError, OSError) as error:
                self._retry_at = time.monotonic() + RETRY_SECONDS
                log.error("Redis does not answer, this machine's file is used: %s", error)
        return call(self._file)


def _timeout(timeout: Any) -> dict[str, Any]:
    return {} if timeout is ... else {"timeout": timeout}


def _without_options(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "OPTIONS"}
