"""What is deleted from the outbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.mail.housekeeping import KEPT_DAYS, delete_old_mail
from newsroom.mail.models import OutgoingMail, State

pytestmark = pytest.mark.django_db


def test_old_messages_are_deleted_but_not_what_waits() -> None:
    old = timezone.now() - timedelta(days=KEPT_DAYS, minutes=1)
    for state in State:
        OutgoingMail.objects.create(
            recipient=f"old-{state}@example.com", state=state, created_at=old
        )
        OutgoingMail.objects.create(recipient=f"new-{state}@example.com", state=state)
    delete_old_mail()
    assert sorted(OutgoingMail.objects.values_list("recipient", flat=True)) == [
        "new-failed@example.com", "new-sent@example.com", "new-waiting@example.com",
        "old-waiting@example.com",
    ]  # fmt: skip
