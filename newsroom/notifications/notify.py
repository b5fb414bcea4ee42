"""`notify_all` and `notify_one`: remember whom to tell of what happened, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.mail.availability import can_send
from newsroom.notifications.models import (
    DEFAULTS,
    PERMISSIONS,
    Delivery,
    Kind,
    Notification,
    NotificationPreference,
)
from newsroom.thai.truncation import truncate

MAX_TEXT_LENGTH = 200
# Local time.
DIGESTS_AT = (time(8), time(16))
# The backend that knows permissions; the other one only counts attempts.
_BACKEND = "newsroom.accounts.backends.UsernameOrEmailBackend"


def notify_all(kind: Kind, text: str, path: str, *, by: User | None = None) -> None:
    """Tell everybody whom this kind concerns, but not who did it."""
    if can_send():
        users = User.objects.with_perm(PERMISSIONS[kind], backend=_BACKEND)
        _notify(kind, users.filter(is_staff=True), text, path, by)


def notify_one(
    kind: Kind, user: User | None, text: str, path: str, *, by: User | None = None
) -> None:
    """Tell one user, unless they did it themselves."""
    if user is not None and user.is_active and user.is_staff and can_send():
        _notify(kind, [user], text, path, by)


def _notify(kind: Kind, users: Iterable[User], text: str, path: str, by: User | None) -> None:
    recipients = [user for user in users if user.email and user != by]
    if not recipients:
        return
    chosen = dict(
        NotificationPreference.objects.filter(kind=kind, user__in=recipients).values_list(
            "user_id", "delivery"
        )
    )
    now = timezone.now()
    due_at = {Delivery.AT_ONCE: now, Delivery.DIGEST: next_digest(now)}
    deliveries = [(user, chosen.get(user.pk, DEFAULTS[kind])) for user in recipients]
    Notification.objects.bulk_create(
        Notification(
            user=user,
            kind=kind,
            text=truncate(text, MAX_TEXT_LENGTH),
            path=path,
            due_at=due_at[Delivery(delivery)],
        )
        for user, delivery in deliveries
        if delivery != Delivery.NEVER
    )


def next_digest(now: datetime) -> datetime:
    """The next time after `now` at which digests are sent."""
    local = timezone.localtime(now)
    days = (local.date(), local.date() + timedelta(days=1))
    moments = [
        timezone.make_aware(datetime.combine(day, moment)) for day in days for moment in DIGESTS_AT
    ]
    return next(moment for moment in moments if moment > now)
