"""Who came and went, for the log."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from newsroom.audit.record import What, record


def _came(sender: Any, user: Any, **kwargs: Any) -> None:
    record(What.SIGNED_IN, user, by=user)


def _went(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(What.SIGNED_OUT, user, by=user)


def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    record(What.SIGN_IN_FAILED, _typed(credentials.get("username")))


def _locked(sender: Any, username: Any, **kwargs: Any) -> None:
    record(What.LOCKED_OUT, _typed(username))


def _typed(name: Any) -> str:
    return str(name or "").replace("\0", "")[:150]


def watch() -> None:
    """Listen; called once, when the site starts."""
    for signal, listener in (
        (user_logged_in, _came),
        (user_logged_out, _went),
        (user_login_failed, _failed),
        (user_locked_out, _locked),
    ):
        signal.connect(listener, dispatch_uid=f"audit: {listener.__name__}")
