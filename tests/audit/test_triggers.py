"""Entries are append-only for SQL, too."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from newsroom.audit import triggers
from newsroom.audit.log import log_action
from newsroom.audit.models import Action, AuditLogEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditlogentry SET actor = 'x'", "DELETE FROM audit_auditlogentry"]
)
def test_the_database_refuses_changes_and_deletions(sql: str) -> None:
    if connection.vendor == "sqlite":
        triggers.install(connection)
    log_action(Action.DELETED, "ข่าวหนึ่ง")
    with pytest.raises(DatabaseError, match=triggers.ERROR_MESSAGE), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(sql)
    assert AuditLogEntry.objects.get().target == "ข่าวหนึ่ง"
