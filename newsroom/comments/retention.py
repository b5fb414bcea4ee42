"""Database triggers that keep the origins of comments until their day, whatever SQL is run.

Computer Crime Act s. 26. An origin is never changed but for a later `retained_until`, which an
officer may order (up to two years), and is deleted only after it. TRUNCATE is not refused: tests
and `restore --force` empty whole databases.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.audit.triggers import execute_for_vendor

TABLE = "comments_commentorigin"
ERROR_MESSAGE = "the law requires to keep the origins of comments"
_FIXED_COLUMNS = ("comment_id", "article_id", "ip_address", "port", "user_agent", "received_at")


def _is_changed(distinct: str) -> str:
    """An SQL condition: a fixed column changes, or the day comes nearer."""
    changes = [f"NEW.{column} {distinct} OLD.{column}" for column in _FIXED_COLUMNS]
    return " OR ".join([*changes, "NEW.retained_until < OLD.retained_until"])


# SQL statements by database vendor.
CREATE_STATEMENTS = {
    "sqlite": [
        # Django stores UTC as text in this form.
        f"CREATE TRIGGER {TABLE}_no_early_delete BEFORE DELETE ON {TABLE} "
        "WHEN OLD.retained_until > strftime('%Y-%m-%d %H:%M:%f', 'now') "
        f"BEGIN SELECT RAISE(ABORT, '{ERROR_MESSAGE}'); END",
        f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE} WHEN {_is_changed('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{ERROR_MESSAGE}'); END",
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{ERROR_MESSAGE}'; END $$",
        f"CREATE TRIGGER {TABLE}_no_early_delete BEFORE DELETE ON {TABLE} FOR EACH ROW "
        f"WHEN (OLD.retained_until > statement_timestamp()) EXECUTE FUNCTION {TABLE}_refuse()",
        f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({_is_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
DROP_STATEMENTS = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {TABLE}_{name}" for name in ("no_early_delete", "no_change")
    ],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {TABLE}_no_early_delete ON {TABLE}",
        f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
    ],
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers."""
    execute_for_vendor(connection, CREATE_STATEMENTS)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, if they exist."""
    execute_for_vendor(connection, DROP_STATEMENTS)
