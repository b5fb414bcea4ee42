"""What staff are told of: whom, when, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db.models import QuerySet
from django.test import Client

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.workflow import transitions
from newsroom.comments.services import submit_comment
from newsroom.mail.models import OutgoingMail
from newsroom.mail.sender import send_due_mail
from newsroom.notifications.digests import MAX_SHOWN, queue_due_notifications
from newsroom.notifications.models import Delivery, Kind, Notification, NotificationPreference
from newsroom.notifications.notify import next_digest, notify_all, notify_one
from tests import builders

pytestmark = pytest.mark.django_db
# 9.00 in Bangkok.
MORNING = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
SETTINGS = "/admin/account/notifications/"


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Iterator[Any]:
    settings.MAIL_IS_CONFIGURED = True
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def person(role: str, name: str) -> User:
    return builders.role_user(role, name, email=f"{name}@example.com")


def told() -> dict[str, str]:
    """The subjects that are sent now, by recipient."""
    mail.outbox.clear()
    queue_due_notifications()
    send_due_mail()
    return {message.to[0].partition("@")[0]: message.subject for message in mail.outbox}


def choose(user: User, kind: Kind, delivery: Delivery) -> None:
    NotificationPreference.objects.create(user=user, kind=kind, delivery=delivery)


def test_an_article_s_way_is_told_to_whom_it_concerns(clock: Any) -> None:
    reporter, editor = person(roles.REPORTER, "somchai"), person(roles.EDITOR, "wilai")
    second = person(roles.EDITOR, "malee")
    person(roles.SUB_EDITOR, "sub")
    person(roles.MODERATOR, "moderator")
    builders.role_user(roles.EDITOR, "nomail")
    person(roles.EDITOR, "gone")
    User.objects.filter(username="gone").update(is_active=False)
    article = builders.draft_article(created_by=reporter, headline="เปิดท่าเรือใหม่")
    transitions.send_to_review(article, by=reporter)
    assert told() == dict.fromkeys(("wilai", "malee"), f"รอตรวจ: เปิดท่าเรือใหม่ ({reporter})")
    message: Any = mail.outbox[0]
    link = f"http://testserver/admin/articles/article/{article.pk}/change/"
    assert link in message.body
    assert link in message.alternatives[0].content
    assert f"http://testserver{SETTINGS}" in message.body

    transitions.reject_review(article, by=editor)
    assert told() == {"somchai": f"ส่งกลับไปแก้: เปิดท่าเรือใหม่ ({editor})"}
    transitions.publish_now(article, by=second)
    assert told() == {}, "it waits for the digest"
    clock.shift(timedelta(hours=7))
    assert told() == {"somchai": "เผยแพร่แล้ว: เปิดท่าเรือใหม่"}
    assert told() == {}


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    editor = person(roles.EDITOR, "wilai")
    article = builders.draft_article(created_by=editor)
    transitions.send_to_review(article, by=editor)
    transitions.publish_now(article, by=editor)
    assert not Notification.objects.exists()


def test_comments_that_wait_come_in_a_digest(clock: Any) -> None:
    person(roles.MODERATOR, "moderator")
    article = builders.published_article()
    for number in range(MAX_SHOWN + 3):
        submit_comment(
            article=article, name="สมหญิง", body=f"ดี\n\x85\x07\r\n{number}", ip_address="192.0.2.1"
        )
    assert told() == {}
    clock.shift(timedelta(hours=7))
    assert told() == {"moderator": f"แจ้งเตือน {MAX_SHOWN + 3} เรื่องจากห้องข่าว"}
    assert "อีก 3 เรื่อง" in str(mail.outbox[0].body)
    assert not Notification.objects.exists()


def test_a_comment_makes_a_harmless_subject() -> None:
    moderator = person(roles.MODERATOR, "moderator")
    choose(moderator, Kind.COMMENT_WAITING, Delivery.AT_ONCE)
    article = builders.published_article()
    submit_comment(
        article=article, name="สมหญิง", body="ดี\r\nBcc: all@example.com\x07\x85 <b>มาก</b>"
    )
    (subject,) = told().values()
    assert subject.startswith("สมหญิง: ดี Bcc: all@example.com")
    message: Any = mail.outbox[0]
    assert message.to == ["moderator@example.com"]
    assert "&lt;b&gt;" in message.alternatives[0].content
    assert "<b>มาก</b>" in message.body


def test_each_chooses_when(clock: Any) -> None:
    now, later, never = (person(roles.EDITOR, name) for name in ("now", "later", "never"))
    choose(now, Kind.REVIEW_WAITING, Delivery.AT_ONCE)
    choose(later, Kind.REVIEW_WAITING, Delivery.DIGEST)
    choose(never, Kind.REVIEW_WAITING, Delivery.NEVER)
    notify_all(Kind.REVIEW_WAITING, "รอตรวจ", "/admin/")
    assert set(told()) == {"now"}
    clock.move_to(MORNING + timedelta(hours=6, minutes=59))
    assert told() == {}
    clock.move_to(MORNING + timedelta(hours=7))
    assert set(told()) == {"later"}


@pytest.mark.parametrize(
    ("hour", "minute", "hours"), [(0, 30, 7.5), (7, 59, 1 / 60), (8, 0, 8), (15, 0, 1), (16, 0, 16)]
)
def test_digests_are_at_eight_and_sixteen(hour: int, minute: int, hours: float) -> None:
    now = datetime(2026, 11, 25, 17, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    assert next_digest(now) - now == timedelta(hours=hours)


def test_who_left_meanwhile_is_told_nothing() -> None:
    editor = person(roles.EDITOR, "wilai")
    notify_one(Kind.SENT_BACK, editor, "ส่งกลับ", "/admin/")
    User.objects.update(is_active=False)
    assert told() == {}
    assert not Notification.objects.exists()


def test_an_address_that_no_form_has_seen_stops_nobody_else() -> None:
    editor, broken = person(roles.EDITOR, "wilai"), person(roles.EDITOR, "broken")
    User.objects.filter(pk=broken.pk).update(email="no address")
    notify_all(Kind.REVIEW_WAITING, "รอตรวจ", "/admin/")
    assert told() == {"wilai": "รอตรวจ"}
    assert editor.email == "wilai@example.com"


def test_without_mail_nothing_is_remembered_or_offered(client: Client, settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = False
    user = person(roles.EDITOR, "wilai")
    notify_all(Kind.REVIEW_WAITING, "รอตรวจ", "/admin/")
    assert not Notification.objects.exists()
    client.force_login(user)
    assert SETTINGS not in client.get("/admin/account/").content.decode()
    page = client.get(SETTINGS).content.decode()
    assert "EMAIL_URL" in page
    assert 'type="radio"' not in page
    assert client.post(SETTINGS, {Kind.SENT_BACK: Delivery.NEVER}).status_code == 200
    assert not NotificationPreference.objects.exists()


def test_everybody_chooses_what_may_concern_them(client: Client) -> None:
    reporter = person(roles.REPORTER, "somchai")
    client.force_login(reporter)
    page = client.get(SETTINGS).content.decode()
    assert 'name="sent_back"' in page
    assert 'name="comment_waiting"' not in page
    assert SETTINGS in client.get("/admin/account/").content.decode()
    offered = {"sent_back": "digest", "published": "never", "idea_assigned": "at_once"}
    choice = {**offered, "backup_failed": "at_once"}
    assert client.post(SETTINGS, choice).status_code == 302
    chosen: QuerySet[Any, Any] = NotificationPreference.objects.values_list("kind", "delivery")
    assert dict(chosen) == offered
    assert client.post(SETTINGS, {**offered, "sent_back": "always"}).status_code == 200
    assert dict(chosen.all()) == offered
    client.force_login(builders.staff_user("nomail"))
    assert "ยังไม่มีอีเมล" in client.get(SETTINGS).content.decode()


def test_a_rollback_takes_notifications_back() -> None:
    from django.db import transaction

    person(roles.EDITOR, "wilai")
    with transaction.atomic():
        notify_all(Kind.REVIEW_WAITING, "รอตรวจ", "/admin/")
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()
