"""Entries are append-only for code."""

from __future__ import annotations

import pytest

from newsroom.audit.log import log_action
from newsroom.audit.models import Action, AuditLogEntry, AuditLogIsAppendOnly

pytestmark = pytest.mark.django_db


def test_entries_cannot_be_changed_or_deleted_by_code() -> None:
    log_action(Action.DELETED, "ข่าวหนึ่ง")
    entry = AuditLogEntry.objects.get()
    assert entry.actor == "คำสั่งของระบบ"
    entry.target = "อีกข่าว"
    for change in (
        entry.save,
        entry.delete,
        AuditLogEntry.objects.all().delete,
        lambda: AuditLogEntry.objects.update(target="x"),
        lambda: AuditLogEntry.objects.bulk_update([entry], ["target"]),
    ):
        with pytest.raises(AuditLogIsAppendOnly):
            change()
    assert AuditLogEntry.objects.get().target == "ข่าวหนึ่ง"
