"""Messages put into the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from newsroom.mail.models import OutgoingMail
from newsroom.mail.outbox import RefusedHeader, queue_mail
from newsroom.site.models import SiteSettings

pytestmark = pytest.mark.django_db
SOMEBODY = "somchai@example.com"


def queue(**values: Any) -> OutgoingMail | None:
    return queue_mail("mail/trial", **{"to": SOMEBODY, "subject": "ทดสอบ", **values})


def test_a_message_has_both_parts_and_the_site_s_name(mail_server: Any) -> None:
    SiteSettings(name='อ่าวทราย "โพสต์" & ทะเล').save()
    mail = queue()
    assert mail is not None
    assert mail.text.startswith('อีเมลทดสอบจาก อ่าวทราย "โพสต์" & ทะเล มาถึงแล้ว')
    assert "อ่าวทราย &quot;โพสต์&quot; &amp; ทะเล" in mail.html


@pytest.mark.parametrize("bad", ["\n", "\r", "\r\nBcc: all@example.com", "\0", "\x85", "\x0b"])
@pytest.mark.parametrize("field", ["to", "subject"])
def test_nothing_adds_a_header(mail_server: Any, field: str, bad: str) -> None:
    with pytest.raises(RefusedHeader):
        queue(**{field: SOMEBODY + bad})
    with pytest.raises(RefusedHeader):
        queue(**{field: bad + SOMEBODY})
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["", "somchai", "a@example.com, b@example.com", "สมชาย <a@example.com>", "a@example.com b"],
)
def test_a_message_has_one_recipient(mail_server: Any, address: str) -> None:
    with pytest.raises(RefusedHeader):
        queue(to=address)


def test_a_long_subject_is_cut_between_words(mail_server: Any) -> None:
    mail = queue(subject="น้ำทะเลหนุนสูงท่วมถนนเลียบชายฝั่ง" * 20)
    assert mail is not None
    assert mail.subject.endswith("…")


def test_a_rollback_takes_a_message_back(mail_server: Any) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("setting", [{"MAIL_IS_CONFIGURED": False}, {"PUBLIC_URL": ""}])
def test_nothing_is_queued_where_nothing_can_be_sent(
    mail_server: Any, settings: Any, setting: dict[str, Any]
) -> None:
    for name, value in setting.items():
        setattr(settings, name, value)
    assert queue(expires_at=timezone.now() + timedelta(minutes=5)) is None
    assert not OutgoingMail.objects.exists()
