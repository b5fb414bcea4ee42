"""Whether the site can send mail; nothing that needs it is offered otherwise."""

from __future__ import annotations

from django.conf import settings


def can_send() -> bool:
    """Whether a mail server is set, and the public URL that links in messages begin with.

    Without NEWSROOM_URL a link would begin with whatever host a request names, which is how links
    that set passwords are stolen.
    """
    return missing_setting() is None


def missing_setting() -> str | None:
    """The environment variable without which no mail is sent."""
    if not settings.MAIL_IS_CONFIGURED:
        return "EMAIL_URL"
    return None if settings.PUBLIC_URL else "NEWSROOM_URL"
