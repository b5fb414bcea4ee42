"""`log_action`: the only function that adds entries to the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from newsroom.audit.middleware import current_request
from newsroom.audit.models import Action, AuditLogEntry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

SYSTEM_ACTOR = "คำสั่งของระบบ"
ANONYMOUS_ACTOR = "ผู้ไม่ได้เข้าสู่ระบบ"
MAX_ACTOR_LENGTH = 150
MAX_TARGET_LENGTH = 300


def log_action(
    action: Action,
    target: models.Model | str = "",
    *,
    by: AbstractBaseUser | AnonymousUser | None = None,
    detail: str = "",
) -> None:
    """Add one entry, in the transaction of the action it describes.

    `target` is an object, or a text where there is none. An object that holds readers' personal
    data names itself without them in `name_in_log`, for the log is never cleared. `by` defaults
    to the current request's user.
    """
    request = current_request()
    user = by or getattr(request, "user", None)
    user_id = getattr(user, "pk", None)
    nobody = SYSTEM_ACTOR if request is None else ANONYMOUS_ACTOR
    entry = AuditLogEntry(
        actor=str(user)[:MAX_ACTOR_LENGTH] if user_id else nobody,
        actor_id=user_id,
        action=action,
        target=str(getattr(target, "name_in_log", target))[:MAX_TARGET_LENGTH],
        detail=detail,
        ip_address=getattr(request, "client_ip", None),
    )
    if isinstance(target, models.Model):
        entry.target_type, entry.object_id = target._meta.label_lower, str(target.pk)
    entry.save()
