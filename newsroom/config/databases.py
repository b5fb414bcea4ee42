"""The setting `DATABASES`: SQLite by default, PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

from typing import Any

from newsroom.config.data_folder import create_private, read_only_sqlite_uri

# WAL: reads go on during a write. IMMEDIATE: transactions that write wait for each other instead of
# failing. FULL: what has been acknowledged survives a power cut, for one fsync each
# (`python -m tests.bench.durability` measures it).
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-4000;PRAGMA temp_store=MEMORY"
    ),
}
# JIT compilation takes longer than any of our queries. A server that does not respond must not delay
# readers for minutes.
_POSTGRESQL_OPTIONS = {"options": "-c jit=off", "connect_timeout": 5}


def databases(default: dict[str, Any], is_writable: bool) -> dict[str, Any]:
    """`default`: what `DATABASE_URL` says. `is_writable`: whether the data folder is."""
    default = {**default, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if default["ENGINE"] == "django.db.backends.sqlite3":
        # Made here, so that nobody else can read it from its first byte on.
        create_private(default["NAME"])
        default["OPTIONS"] = _SQLITE_OPTIONS
        if not is_writable:
            default["NAME"] = read_only_sqlite_uri(default["NAME"])
            default["OPTIONS"] = {"init_command": "PRAGMA cache_size=-4000"}
    elif default["ENGINE"] == "django.db.backends.postgresql":
        default["OPTIONS"] = {**_POSTGRESQL_OPTIONS, **default.get("OPTIONS", {})}
    return {"default": default}
