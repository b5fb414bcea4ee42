"""The outbox in the admin and on the dashboard."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.mail.models import OutgoingMail, State
from newsroom.mail.outbox import queue_mail
from tests import builders
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db
LIST = "/admin/mail/outgoingmail/"


def failed_mail() -> OutgoingMail:
    mail = queue_mail("mail/trial", to="somchai@example.com", subject="ตั้งรหัสผ่าน")
    assert mail is not None
    mail.state, mail.error, mail.text = State.FAILED, "550 no such user", "ความลับ"
    mail.save()
    return mail


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "wilai", email="wilai@example.com"))
    return client


def test_the_text_of_a_message_is_shown_to_nobody(mail_server: SmtpServer, manager: Client) -> None:
    mail = failed_mail()
    for url in (LIST, f"{LIST}{mail.pk}/change/"):
        page = manager.get(url).content.decode()
        assert "550 no such user" in page
        assert "ความลับ" not in page


def test_a_failed_message_is_sent_again(mail_server: SmtpServer, manager: Client) -> None:
    mail = failed_mail()
    manager.post(LIST, {"action": "retry", "_selected_action": [mail.pk]})
    mail.refresh_from_db()
    assert (mail.state, mail.error, mail.attempts) == (State.WAITING, "", 0)


def test_the_list_says_what_became_of_a_message_and_why(
    mail_server: SmtpServer, manager: Client
) -> None:
    mail = failed_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(attempts=3, error="550 <b>no such user</b>")
    assert (
        "ส่งไม่สำเร็จ ลองแล้ว 3 ครั้ง<br>550 &lt;b&gt;no such user&lt;/b&gt;"
        in manager.get(LIST).content.decode()
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT, error="")
    page = manager.get(LIST).content.decode()
    assert ' class="field-outcome">ส่งแล้ว</td>' in page


def test_only_administrators_see_the_outbox(mail_server: SmtpServer, client: Client) -> None:
    client.force_login(builders.role_user(roles.EDITOR, "editor"))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}trial/").status_code == 403
    assert "อีเมลรอส่ง" not in client.get("/admin/").content.decode()


def test_a_trial_goes_to_oneself(mail_server: SmtpServer, manager: Client) -> None:
    assert "ส่งอีเมลทดสอบถึง wilai@example.com" in manager.get(LIST).content.decode()
    assert manager.post(f"{LIST}trial/").status_code == 302
    assert OutgoingMail.objects.get().recipient == "wilai@example.com"
    assert manager.get(f"{LIST}trial/").status_code == 403


def test_the_dashboard_says_what_waits_and_failed(mail_server: SmtpServer, manager: Client) -> None:
    assert "อีเมลรอส่ง 0 ฉบับ" in manager.get("/admin/").content.decode()
    failed_mail()
    queue_mail("mail/trial", to="somchai@example.com", subject="ทดสอบ")
    page = manager.get("/admin/").content.decode()
    assert "อีเมลรอส่ง 1 ฉบับ ส่งไม่สำเร็จ 1 ฉบับ" in page
    assert "550 no such user" in page


@pytest.mark.parametrize(
    ("setting", "missing"),
    [({"MAIL_IS_CONFIGURED": False}, "EMAIL_URL"), ({"PUBLIC_URL": ""}, "NEWSROOM_URL")],
)
def test_without_a_setting_mail_is_not_offered(
    mail_server: SmtpServer,
    manager: Client,
    settings: Any,
    setting: dict[str, Any],
    missing: str,
) -> None:
    for name, value in setting.items():
        setattr(settings, name, value)
    page = manager.get("/admin/").content.decode()
    assert f"ยังไม่ได้ตั้ง {missing}" in page
    assert f"<code>{missing}=" in page
    assert "ส่งอีเมลทดสอบ" not in manager.get(LIST).content.decode()
    assert manager.post(f"{LIST}trial/").status_code == 403
