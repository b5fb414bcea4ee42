"""The setting `CACHES`: the cache that rate limits and job locks share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_REDIS = "django.core.cache.backends.redis.RedisCache"


def caches(
    data_folder: Path, is_writable: bool, configured: dict[str, Any] | None
) -> dict[str, Any]:
    """`configured`: what `CACHE_URL` says. Without it the workers of this machine share a file.

    The file also stands in for a Redis that does not answer.
    """
    file = str(data_folder / "cache.sqlite3")
    if configured is not None:
        if configured["BACKEND"] == _REDIS:
            backend = "newsroom.web.cache_backends.redis.RedisWithFallbackCache"
            configured = {**configured, "BACKEND": backend}
            configured["OPTIONS"] = {**configured.get("OPTIONS", {}), "FALLBACK": file}
        return {"default": configured}
    if not is_writable:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return {
        "default": {
            "BACKEND": "newsroom.web.cache_backends.sqlite.SqliteCache",
            "LOCATION": file,
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
