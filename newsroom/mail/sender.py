"""Sends what is due in the outbox; run by the helper process, never in a request.

Any number of senders may run at once. Each claims one message at a time in a short transaction, so
that nobody waits for a mail server with a lock held: on PostgreSQL with SKIP LOCKED, on SQLite
under its one write lock. A message whose sender dies is due again after `CLAIM`; it may then
arrive twice, with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from newsroom.mail.availability import can_send
from newsroom.mail.identity import sender
from newsroom.mail.models import OutgoingMail, State

log = logging.getLogger(__name__)

# Longer than a whole delivery takes: `EMAIL_TIMEOUT` bounds each of its steps.
CLAIM = timedelta(minutes=5)
# The wait after each failed attempt; the last one repeats until `GIVE_UP_AFTER`.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (0.5, 1, 2, 5, 15, 30, 60, 180)]
GIVE_UP_AFTER = timedelta(days=3)
EXPIRED = "เลิกส่งเพราะนานเกินไป"
MAX_ERROR_LENGTH = 500


def send_due_mail(should_continue: Callable[[], bool] = lambda: True) -> int:
    """Send what is due over one connection; how many were sent.

    It stops at a mail server that does not respond: the other messages would wait for it, too.
    """
    count = 0
    # Looked for first: on SQLite, a claim waits for the write lock.
    if not can_send() or not OutgoingMail.objects.due(timezone.now()).exists():
        return count
    connection = get_connection()
    try:
        while should_continue() and (mail := _claim()):
            if _is_too_old(mail):
                _give_up(mail, f"{EXPIRED} {mail.error}".strip())
            elif not _deliver(mail, connection):
                break
            else:
                count += mail.state == State.SENT
    finally:
        _close(connection)
    return count


@transaction.atomic
def _claim() -> OutgoingMail | None:
    """The message that has waited longest; nobody else gets it before `CLAIM` has passed."""
    now = timezone.now()
    due = OutgoingMail.objects.due(now).order_by("next_attempt_at", "pk")
    mail = due.select_for_update(skip_locked=True).first()
    if mail:
        mail.attempts += 1
        mail.next_attempt_at = now + CLAIM
        mail.save(update_fields=["attempts", "next_attempt_at"])
    return mail


def _deliver(mail: OutgoingMail, connection: BaseEmailBackend) -> bool:
    """Send one message and store what became of it; whether the server accepts others."""
    try:
        connection.open()
        _message(mail, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()))
        _refused(mail, code, reason)
    except smtplib.SMTPDataError as error:
        _refused(mail, error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("ส่งอีเมลไม่ได้: %s", error)
        _try_later(mail, _described(error))
        return False
    except Exception as error:
        # A fault of this message alone, such as an address that cannot be encoded.
        log.exception("ส่งอีเมล %s ไม่ได้", mail.pk)
        _give_up(mail, _described(error))
    else:
        _store(mail, state=State.SENT, sent_at=timezone.now(), text="", html="", error="")
    return True


def _message(mail: OutgoingMail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {
        "Message-ID": f"<{mail.pk}.{mail.created_at.timestamp():.0f}@{host}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answers from holiday programs
    }
    message = EmailMultiAlternatives(
        mail.subject, mail.text, sender(), [mail.recipient], connection=connection, headers=headers
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _refused(mail: OutgoingMail, code: int, reason: bytes | str) -> None:
    """The server answered: 4xx asks for another attempt, 5xx is final (RFC 5321, 4.2.1)."""
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    (_give_up if code >= 500 else _try_later)(mail, f"{code} {text}")


def _try_later(mail: OutgoingMail, error: str) -> None:
    wait = BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    _store(mail, next_attempt_at=timezone.now() + wait, error=error[:MAX_ERROR_LENGTH])


def _is_too_old(mail: OutgoingMail) -> bool:
    """Also what a restored backup brings back long after it was sent."""
    now = timezone.now()
    return now - mail.created_at > GIVE_UP_AFTER or (
        mail.expires_at is not None and mail.expires_at <= now
    )


def _give_up(mail: OutgoingMail, error: str) -> None:
    _store(mail, state=State.FAILED, error=error[:MAX_ERROR_LENGTH])


def _store(mail: OutgoingMail, **values: object) -> None:
    """Store the outcome, unless the claim has passed to another sender meanwhile."""
    for name, value in values.items():
        setattr(mail, name, value)
    claimed = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING, attempts=mail.attempts)
    claimed.update(**values)


def _described(error: Exception) -> str:
    """What went wrong, with the words of the exception; some of `socket` have none."""
    words = str(error) or type(error).__name__
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"เซิร์ฟเวอร์อีเมลไม่รับชื่อหรือรหัสผ่าน ({words})"
    if isinstance(error, smtplib.SMTPException):
        return f"เซิร์ฟเวอร์อีเมลไม่รับ ({words})"
    if isinstance(error, OSError):
        return f"ต่อเซิร์ฟเวอร์อีเมลไม่ได้ ({words})"
    return words


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        log.debug("the mail server closed the connection first")


def retry_failed(mails: list[int], now: datetime) -> int:
    """Put messages that failed back into the queue; how many."""
    failed = OutgoingMail.objects.can_be_retried(now).filter(pk__in=mails)
    return failed.update(
        state=State.WAITING, created_at=now, next_attempt_at=now, attempts=0, error=""
    )
