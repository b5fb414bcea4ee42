"""What the helper process does with mail besides sending it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from newsroom.mail.models import OutgoingMail, State

# Addresses are personal data: who got what is kept as long as it helps to find a fault.
KEPT_DAYS = 30


def delete_old_mail() -> None:
    """Delete messages that were sent or failed `KEPT_DAYS` ago."""
    finished = OutgoingMail.objects.exclude(state=State.WAITING).filter(
        created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    )
    if finished.exists():  # on SQLite, deleting nothing would still wait for the write lock
        finished.delete()
