"""The calendar's page, and what the buttons of its cards send."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.audit.models import AuditLogEntry
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.planning.plan_screens import (
    ADD,
    CALENDAR,
    MOVE,
    NOW,
    TAKE,
    TODAY,
    WRITE,
    card_data,
    messages_of,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reporter() -> User:
    return builders.role_user(roles.REPORTER, "reporter")


@pytest.fixture
def editor() -> User:
    return builders.role_user(roles.EDITOR, "editor")


# --- The calendar -----------------------------------------------------------------------------------


def test_an_empty_week_says_what_to_do(admin_client: Client) -> None:
    page = admin_client.get(CALENDAR).content.decode()
    assert "สัปดาห์นี้ยังว่าง" in page
    assert f'href="{ADD}"' in page
    assert "ไม่มีแผนในมุมมองนี้" in admin_client.get(f"{CALENDAR}?filter=mine").content.decode()


def test_days_are_of_the_buddhist_era(admin_client: Client) -> None:
    page = admin_client.get(CALENDAR).content.decode()
    assert "23–29 พฤศจิกายน 2569" in page
    assert "27 พ.ย. 69" in page
    assert (
        "วันศุกร์ที่ 27 พฤศจิกายน พ.ศ. 2569" in admin_client.get(f"{CALENDAR}?view=day").content.decode()
    )


def test_html_in_an_idea_is_escaped(admin_client: Client) -> None:
    builders.idea("<script>alert(1)</script>", notes="<img src=x onerror=alert(1)>", due_on=TODAY)
    page = admin_client.get(f"{CALENDAR}?view=day").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("sent", "day", "at"),
    [
        ({"day": "2026-11-29", "time": "06.00"}, date(2026, 11, 29), time(6)),
        ({"day": "มะรืนนี้"}, date(2026, 11, 29), None),
        ({"day": "27/11/2569", "time": "10.00", "command": "later"}, date(2026, 11, 28), time(10)),
        ({"day": "27/11/2569", "command": "earlier"}, date(2026, 11, 26), None),
        ({"day": "27/11/2569", "time": "00.30", "command": "hour_earlier"}, date(2026, 11, 26), time(23, 30)),
        ({"day": "27/11/2569", "time": "10.00", "command": "undated"}, None, None),
        ({"command": "today"}, TODAY, None),
        ({"command": "tomorrow"}, TODAY + timedelta(days=1), None),
        ({"day": "27/11/2569", "command": "fly"}, TODAY, None),
        ({}, None, None),
    ],
)  # fmt: skip
def test_a_card_is_moved(
    admin_client: Client, sent: dict[str, str], day: date | None, at: time | None
) -> None:
    idea = builders.idea(due_on=TODAY, due_time=time(10))
    response = admin_client.post(MOVE, card_data(idea, **sent))
    assert response["Location"] == f"{CALENDAR}?view=week&day=2026-11-27&moved=idea-{idea.pk}"
    idea.refresh_from_db()
    assert (idea.due_on, idea.due_time) == (day, at)
    assert AuditLogEntry.objects.filter(action="changed", object_id=str(idea.pk)).exists()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"day": "31/2/2569"}, "ไม่มีวันที่ 31"),
        ({"day": "x"}, "ไม่เข้าใจ"),
        ({"day": "1/1/2626"}, "ตรวจปีอีกครั้ง"),
        ({"time": "18.00"}, "กรุณาใส่วันด้วย"),
        ({"day": "28/11/2569", "time": "99.99"}, "ไม่มีเวลา"),
        ({"day": "28/11/2569", "version": "x"}, "มีคนแก้"),
        ({"day": "28/11/2569", "pk": "๒"}, "ถูกลบไปแล้ว"),
        ({"day": "28/11/2569", "pk": "9" * 60}, "ถูกลบไปแล้ว"),
        ({"day": "28/11/2569", "kind": "story"}, "ถูกลบไปแล้ว"),
        ({"day": "28/11/2569", "version": "x", "back": "?day=\x00&view=" + "ก" * 900}, "มีคนแก้"),
    ],
)
def test_a_move_that_cannot_be_is_told_and_nothing_changes(
    admin_client: Client, sent: dict[str, str], message: str
) -> None:
    idea = builders.idea(due_on=TODAY)
    response = admin_client.post(MOVE, card_data(idea, **sent), follow=True)
    assert response.status_code == 200
    assert message in messages_of(response)
    idea.refresh_from_db()
    assert idea.due_on == TODAY


def test_a_scheduled_story_keeps_its_time_on_another_day(editor: User) -> None:
    moment = datetime(2026, 11, 27, 18, 0, tzinfo=BANGKOK)
    article = builders.scheduled_article(headline="ปิดถนน", published_at=moment)
    sent = card_data(article, day="2026-11-28", time="18.00")
    response = signed_in(editor).post(MOVE, sent, follow=True)
    assert "ย้าย «ปิดถนน» ไปวันเสาร์ที่ 28 พฤศจิกายน พ.ศ. 2569 เวลา 18.00 น. แล้ว" in messages_of(response)
    assert Article.objects.get().published_at == moment + timedelta(days=1)


def test_a_reporter_cannot_move_a_story_by_a_forged_form(reporter: User) -> None:
    article = builders.scheduled_article(created_by=reporter)
    sent = card_data(article, day="2026-11-28", time="18.00")
    assert signed_in(reporter).post(MOVE, sent).status_code == 403
    assert Article.objects.get().published_at == article.published_at


def test_a_reporter_takes_and_writes(reporter: User, editor: User) -> None:
    idea = builders.idea(created_by=editor)
    client = signed_in(reporter)
    assert "รับ" in messages_of(client.post(TAKE, card_data(idea), follow=True))
    idea.refresh_from_db()
    assert idea.assignee == reporter
    response = client.post(WRITE, card_data(idea), follow=True)
    assert response.status_code == 200
    assert "สร้างฉบับร่างจากแผนแล้ว" in messages_of(response)
    actions = set(AuditLogEntry.objects.values_list("action", "target_type"))
    assert {("changed", "planning.idea"), ("added", "articles.article")} <= actions


def test_commands_by_link_lead_to_the_calendar(admin_client: Client) -> None:
    for url in (MOVE, TAKE, WRITE):
        assert admin_client.get(url)["Location"] == CALENDAR


def test_cards_send_ids_and_versions_as_they_are(admin_client: Client) -> None:
    """Neither with separators nor localised."""
    idea = builders.idea(due_on=TODAY, pk=12345)
    page = admin_client.get(CALENDAR).content.decode()
    assert 'name="pk" value="12345"' in page
    assert f'name="version" value="{idea.version}"' in page
    assert re.search(r'name="day" value="27/11/2569"', page)
