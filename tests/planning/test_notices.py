"""Who is told by mail of an idea of the plan that is theirs now."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core import mail

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.mail.sender import send_due_mail
from newsroom.notifications.digests import queue_due_notifications
from newsroom.notifications.models import Delivery, Kind, Notification, NotificationPreference
from newsroom.planning.models import Idea
from tests import builders
from tests.planning.plan_screens import ADD, NOW, TAKE, card_data, idea_data, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(settings: Any) -> Any:
    settings.MAIL_IS_CONFIGURED = True
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor() -> User:
    return person(roles.EDITOR, "wilai")


@pytest.fixture
def reporter() -> User:
    return person(roles.REPORTER, "somchai")


def person(role: str, name: str) -> User:
    return builders.role_user(role, name, email=f"{name}@example.com")


def told() -> dict[str, str]:
    """The subjects that are sent now, by recipient."""
    mail.outbox.clear()
    queue_due_notifications()
    send_due_mail()
    return {message.to[0].partition("@")[0]: message.subject for message in mail.outbox}


def save(idea: Idea, by: User, **changes: Any) -> None:
    idea.refresh_from_db()
    data = idea_data(assignee=idea.assignee_id or "", version=idea.version, **changes)
    response = signed_in(by).post(f"/admin/planning/idea/{idea.pk}/change/", data)
    assert response.status_code == 302


def test_who_is_assigned_an_idea_is_told_once(editor: User, reporter: User) -> None:
    data = idea_data(due_on="พรุ่งนี้", due_time="18.00", assignee=reporter.pk)
    assert signed_in(editor).post(ADD, data).status_code == 302
    idea = Idea.objects.get()
    subject = f"มอบหมายให้คุณ กำหนดส่ง 28 พฤศจิกายน 2569 18.00 น.: น้ำท่วมตลาด ({editor})"
    assert told() == {"somchai": subject}
    message: Any = mail.outbox[0]
    link = f"http://testserver/admin/planning/idea/{idea.pk}/change/"
    assert link in message.body
    assert link in message.alternatives[0].content
    save(idea, editor, notes="ถามเทศบาลด้วย")
    assert told() == {}


def test_who_is_to_photograph_is_told_and_only_of_one_task(editor: User, reporter: User) -> None:
    photographer = person(roles.REPORTER, "sunisa")
    data = idea_data(assignee=reporter.pk, photographer=photographer.pk)
    signed_in(editor).post(ADD, data)
    assert told() == {
        "somchai": f"มอบหมายให้คุณ: น้ำท่วมตลาด ({editor})",
        "sunisa": f"มอบหมายให้คุณถ่ายภาพ: น้ำท่วมตลาด ({editor})",
    }
    signed_in(editor).post(ADD, idea_data(assignee=reporter.pk, photographer=reporter.pk))
    assert told() == {"somchai": f"มอบหมายให้คุณ: น้ำท่วมตลาด ({editor})"}


def test_nobody_is_told_of_what_they_take_or_give_back_themselves(
    editor: User, reporter: User
) -> None:
    signed_in(reporter).post(ADD, idea_data(assignee=reporter.pk))
    idea = Idea.objects.create(what="ตลาดเช้า", created_by=editor)
    assert signed_in(reporter).post(TAKE, card_data(idea)).status_code == 302
    idea.refresh_from_db()
    assert idea.assignee == reporter
    assert not Notification.objects.exists()


def test_what_is_done_or_not_seen_is_no_task(editor: User, reporter: User) -> None:
    signed_in(editor).post(ADD, idea_data(assignee=reporter.pk, state="dropped"))
    moderator = person(roles.MODERATOR, "moderator")
    assert not moderator.has_perm("planning.view_idea")
    signed_in(editor).post(ADD, idea_data(assignee=moderator.pk))
    assert Idea.objects.filter(assignee=moderator).exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize(("delivery", "count"), [(Delivery.DIGEST, 1), (Delivery.NEVER, 0)])
def test_each_chooses_when_to_be_told(
    editor: User, reporter: User, delivery: Delivery, count: int
) -> None:
    client = signed_in(reporter)
    response = client.post("/admin/account/notifications/", {
        "sent_back": "at_once", "published": "digest", Kind.IDEA_ASSIGNED: delivery,
    })  # fmt: skip
    assert response.status_code == 302
    assert NotificationPreference.objects.filter(kind=Kind.IDEA_ASSIGNED, delivery=delivery)
    signed_in(editor).post(ADD, idea_data(assignee=reporter.pk))
    assert told() == {}
    assert Notification.objects.count() == count
