"""Messages sent to a real mail server: retried, refused, given up."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from newsroom.mail.models import OutgoingMail, State
from newsroom.mail.outbox import queue_mail
from newsroom.mail.sender import BACK_OFF, CLAIM, GIVE_UP_AFTER, retry_failed, send_due_mail
from newsroom.site.models import SiteSettings
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db


def queue(to: str = "somchai@example.com", **values: Any) -> OutgoingMail:
    mail = queue_mail("mail/trial", to=to, subject="ทดสอบระบบอีเมล", **values)
    assert mail is not None
    return mail


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_a_message_arrives_in_thai_as_text_and_html(mail_server: SmtpServer) -> None:
    SiteSettings(name="อ่าวทรายโพสต์").save()
    mail = queue()
    assert send_due_mail() == 1
    (message,) = mail_server.messages
    assert message["Subject"] == "ทดสอบระบบอีเมล"
    assert message["From"] == "อ่าวทรายโพสต์ <newsroom@testserver>"
    assert message["To"] == "somchai@example.com"
    assert message["Auto-Submitted"] == "auto-generated"
    assert part(message, "plain").startswith("อีเมลทดสอบจาก อ่าวทรายโพสต์ มาถึงแล้ว")
    assert '<html lang="th">' in part(message, "html")
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html) == (State.SENT, "", "")
    assert mail.sent_at is not None


def test_messages_share_one_connection_and_are_sent_once(mail_server: SmtpServer) -> None:
    addresses = [f"reader{number}@example.com" for number in range(5)]
    for address in addresses:
        queue(address)
    assert send_due_mail() == 5
    assert send_due_mail() == 0
    assert mail_server.recipients() == addresses
    assert mail_server.connections == 1


def test_a_temporary_refusal_is_tried_again_later_and_later(mail_server: SmtpServer) -> None:
    mail_server.replies["RCPT"] = "451 try later"
    mail = queue()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for wait in [*BACK_OFF, BACK_OFF[-1]]:
            assert send_due_mail() == 0
            mail.refresh_from_db()
            assert mail.state == State.WAITING
            assert mail.error == "451 try later"
            assert mail.next_attempt_at == timezone.now() + wait
            clock.shift(wait - timedelta(seconds=1))
            assert not OutgoingMail.objects.due(timezone.now()).exists()
            clock.shift(timedelta(seconds=1))
        mail_server.replies.clear()
        assert send_due_mail() == 1


def test_it_is_given_up_after_days_and_can_be_sent_again(mail_server: SmtpServer) -> None:
    mail_server.replies["."] = "452 full"
    mail = queue()
    send_due_mail()
    with time_machine.travel(timezone.now() + GIVE_UP_AFTER + timedelta(minutes=1)):
        send_due_mail()
        mail.refresh_from_db()
        assert mail.state == State.FAILED
        assert mail.error.endswith("452 full")
        mail_server.replies.clear()
        assert send_due_mail() == 0
        assert retry_failed([mail.pk], timezone.now()) == 1
        assert send_due_mail() == 1


@pytest.mark.parametrize("command", ["RCPT TO:<nobody@example.com>", "."])
def test_a_final_refusal_is_not_repeated_and_stops_nobody_else(
    mail_server: SmtpServer, command: str
) -> None:
    mail_server.replies[command] = ["550 no such user"]
    refused, other = queue("nobody@example.com"), queue()
    assert send_due_mail() == 1
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.state, refused.error) == (State.FAILED, "550 no such user")
    assert other.state == State.SENT
    assert refused.text, "it can be sent again"


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "."])
def test_a_server_that_hangs_up_is_left_alone_until_the_next_time(
    mail_server: SmtpServer, command: str
) -> None:
    mail_server.replies[command] = ""
    first, second = queue(), queue("wilai@example.com")
    assert send_due_mail() == 0
    assert mail_server.connections == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.attempts) == (State.WAITING, 0)
    assert first.error
    mail_server.replies.clear()
    with time_machine.travel(timezone.now() + BACK_OFF[0]):
        assert send_due_mail() == 2


def test_no_server_at_all(mail_server: SmtpServer, settings: Any) -> None:
    settings.EMAIL_PORT = 9
    mail = queue()
    assert send_due_mail() == 0
    mail.refresh_from_db()
    assert mail.state == State.WAITING
    assert mail.error.startswith("ต่อเซิร์ฟเวอร์อีเมลไม่ได้")
    assert "refused" in mail.error


def test_what_has_expired_is_not_sent(mail_server: SmtpServer) -> None:
    mail = queue(expires_at=timezone.now() + timedelta(minutes=30))
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert send_due_mail() == 0
        mail.refresh_from_db()
        assert mail.state == State.FAILED
        assert retry_failed([mail.pk], timezone.now()) == 0
    assert mail_server.messages == []


def test_a_message_whose_sender_died_becomes_due_again(mail_server: SmtpServer) -> None:
    mail = queue()
    OutgoingMail.objects.update(attempts=1, next_attempt_at=timezone.now() + CLAIM)
    assert send_due_mail() == 0
    with time_machine.travel(timezone.now() + CLAIM):
        assert send_due_mail() == 1
    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_an_outcome_is_not_stored_over_another_sender_s(mail_server: SmtpServer) -> None:
    """A sender that was stopped for longer than its claim must not undo what another one did."""
    mail = queue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsroom.mail.sender._message", lambda *_: _Overtaken(mail))
        send_due_mail()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (State.SENT, "")


class _Overtaken:
    """A message that another sender sends while this one is at it."""

    def __init__(self, mail: OutgoingMail) -> None:
        self.mail = mail

    def send(self) -> None:
        OutgoingMail.objects.filter(pk=self.mail.pk).update(attempts=9, state=State.SENT)
        raise TimeoutError("the mail server does not answer")
