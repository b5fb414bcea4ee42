"""Puts what is due into the outbox, one message for each user; run by the helper process."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.mail.outbox import RefusedHeader, queue_mail
from newsroom.notifications.models import Notification
from newsroom.web.absolute_urls import absolute_url

log = logging.getLogger(__name__)

MAX_SHOWN = 50


def queue_due_notifications(should_continue: Callable[[], bool] = lambda: True) -> None:
    """Queue what is due. Several processes may do so at once: each notification is locked by one."""
    # Looked for first: on SQLite, a transaction that might write waits for the write lock.
    while should_continue() and _due().exists():
        if not _queue_for_one_user():
            return


def _due() -> QuerySet[Notification]:
    return Notification.objects.filter(due_at__lte=timezone.now())


@transaction.atomic
def _queue_for_one_user() -> bool:
    first = _due().select_for_update(skip_locked=True).order_by("pk").first()
    if first is None:
        return False
    due = (
        _due().filter(user=first.user_id).select_for_update(skip_locked=True).order_by("kind", "pk")
    )
    notifications = list(due)
    Notification.objects.filter(pk__in=[item.pk for item in notifications]).delete()
    user = User.objects.get(pk=first.user_id)
    if user.is_active and user.is_staff and user.email:
        try:
            _queue(user, notifications)
        except RefusedHeader as error:  # an address that no form has seen
            log.warning("แจ้งเตือน %s ไม่ได้: %s", user.get_username(), error)
    return True


def _queue(user: User, notifications: list[Notification]) -> None:
    count = len(notifications)
    subject = str(notifications[0]) if count == 1 else f"แจ้งเตือน {count} เรื่องจากห้องข่าว"
    items = [
        {"kind": item.get_kind_display(), "text": item.text, "url": absolute_url(item.path)}
        for item in notifications[:MAX_SHOWN]
    ]
    queue_mail(
        "notifications/mail/notifications",
        to=user.email,
        subject=subject,
        context={
            "items": items,
            "more": count - len(items),
            "admin_url": absolute_url(reverse("admin:index")),
            "settings_url": absolute_url(reverse("admin:notification_settings")),
        },
    )
