"""Database triggers that refuse to change or delete log entries, for SQL that bypasses the model.

`execute_for_vendor` serves the triggers of other apps, too.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_auditlogentry"
ERROR_MESSAGE = "the audit log is append-only"

# SQL statements by database vendor.
CREATE_STATEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{ERROR_MESSAGE}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{ERROR_MESSAGE}'; END $$",
        f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    ],
}
DROP_STATEMENTS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
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


def execute_for_vendor(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    """Execute the statements of the connection's database vendor, by which they are listed."""
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, []):
            cursor.execute(statement)
