"""Invitations: a link that sets the first password, by mail or shown once."""

from __future__ import annotations

from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.accounts.passwords.links import LIFETIMES, Purpose, password_link
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.mail.availability import can_send
from newsroom.mail.outbox import queue_mail


def invite(user: User, *, by: User) -> str | None:
    """Mail the user a link that sets the password; where mail cannot be sent, return it instead."""
    link = password_link(user, Purpose.INVITATION)
    is_mailed = bool(user.email) and can_send()
    if is_mailed:
        queue_mail(
            "accounts/mail/invitation",
            to=user.email,
            subject="คำเชิญเข้าห้องข่าว",
            context={"user": user, "url": link, "by": by},
            expires_at=timezone.now() + LIFETIMES[Purpose.INVITATION],
        )
    log_action(Action.INVITED, user, by=by, detail=user.email if is_mailed else "")
    return None if is_mailed else link
