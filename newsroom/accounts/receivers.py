"""Writes sign-ins and failures to the audit log, and remembers and ends sessions."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.http import HttpRequest

from newsroom.accounts.identification import find_account
from newsroom.accounts.models import User
from newsroom.accounts.sessions import devices
from newsroom.audit.log import log_action
from newsroom.audit.middleware import current_request
from newsroom.audit.models import Action

# The target of a failed sign-in whose name is no account.
UNKNOWN_ACCOUNT = "ชื่อที่ไม่มีในระบบ"


def _log_sign_in(sender: object, user: User, request: HttpRequest, **kwargs: object) -> None:
    log_action(Action.SIGNED_IN, user, by=user)
    devices.remember(request)


def _log_sign_out(sender: object, user: User | None, **kwargs: object) -> None:
    if user is not None:
        log_action(Action.SIGNED_OUT, user, by=user)


def _log_failed_sign_in(
    sender: object,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    **kwargs: object,
) -> None:
    """One entry for each attempt that was counted; those during a lock-out would fill the log."""
    if not _during_lockout(request):
        log_action(Action.SIGN_IN_FAILED, _named(credentials.get("username")))


def _log_lockout(sender: object, request: HttpRequest, username: str, **kwargs: object) -> None:
    """One entry when a lock-out begins; axes also sends the signal for attempts during it."""
    if not _during_lockout(request):
        log_action(Action.LOCKED_OUT, _named(username))


def _end_sessions(sender: object, instance: User, created: bool, **kwargs: object) -> None:
    """At a new password, those of all other devices. Django keeps the one that changes its own."""
    if created or (getattr(instance, "_password", None) is None and instance.has_usable_password()):
        return  # a new user; other fields; or the same password, hashed anew at a sign-in
    request = current_request()
    is_own = request is not None and request.user == instance
    keep = request.session.session_key if request is not None and is_own else None
    devices.end_all(instance, keep=keep, why="เปลี่ยนรหัสผ่าน")


def _during_lockout(request: HttpRequest | None) -> bool:
    """Whether axes refused the attempt unseen: it counts the failures of all others."""
    failures = getattr(request, "axes_failures_since_start", None)
    return failures is None and getattr(request, "axes_locked_out", False)


def _named(login: str | None) -> User | str:
    """The account; of anything else nothing is logged, for people type passwords there, too."""
    return find_account(login) or UNKNOWN_ACCOUNT


def connect() -> None:
    """Connect the handlers; called once, by `AccountsConfig.ready()`."""
    for signal, handler in (
        (user_logged_in, _log_sign_in),
        (user_logged_out, _log_sign_out),
        (user_login_failed, _log_failed_sign_in),
        (user_locked_out, _log_lockout),
    ):
        signal.connect(handler, dispatch_uid=f"audit: {handler.__name__}")
    post_save.connect(_end_sessions, sender=User, dispatch_uid="end sessions")
