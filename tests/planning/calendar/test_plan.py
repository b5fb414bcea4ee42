"""What the calendar shows, to whom, and with how many queries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.planning.calendar.plan import Card, Plan, plan
from newsroom.planning.calendar.span import Span
from newsroom.planning.models import Idea
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=BANGKOK)  # a Friday
TODAY = NOW.date()


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


def week(user: User, chosen: str = "", day: date = TODAY) -> Plan:
    return plan(Span(day, filter=chosen), user)


def on(shown: Plan, day: date) -> list[str]:
    return [card.label for row in shown.days if row.date == day for card in row.cards]


def labels(cards: list[Card]) -> list[str]:
    return [card.label for card in cards]


def test_ideas_and_stories_stand_on_their_days_by_time(editor: User) -> None:
    builders.idea("บ่าย", due_on=TODAY, due_time=time(14))
    builders.idea("ไม่ระบุเวลา", due_on=TODAY)
    builders.scheduled_article(headline="ตั้งเวลา", published_at=NOW + timedelta(hours=2))
    builders.published_article(headline="ขึ้นแล้ว", published_at=NOW - timedelta(hours=2))
    builders.draft_article(headline="ร่างที่มีเวลา").__class__.objects.filter(
        headline="ร่างที่มีเวลา"
    ).update(published_at=NOW + timedelta(hours=8))
    builders.idea("วันอาทิตย์", due_on=TODAY + timedelta(days=2))
    shown = week(editor)
    assert on(shown, TODAY) == ["ไม่ระบุเวลา", "ขึ้นแล้ว", "ตั้งเวลา", "บ่าย", "ร่างที่มีเวลา"]
    assert on(shown, TODAY + timedelta(days=2)) == ["วันอาทิตย์"]
    assert [row.is_today for row in shown.days] == [False] * 4 + [True] + [False] * 2


def test_midnight_of_bangkok_divides_the_days(editor: User) -> None:
    first = datetime(2026, 11, 27, 0, 0, tzinfo=BANGKOK)
    builders.published_article(headline="เที่ยงคืน", published_at=first)
    builders.published_article(headline="ก่อนเที่ยงคืน", published_at=first - timedelta(seconds=1))
    shown = week(editor)
    assert on(shown, TODAY) == ["เที่ยงคืน"]
    assert on(shown, TODAY - timedelta(days=1)) == ["ก่อนเที่ยงคืน"]


def test_what_has_no_day_and_what_is_late_wait_beside_it(editor: User) -> None:
    builders.idea("ไม่มีวัน")
    builders.idea("สัปดาห์ก่อน", due_on=TODAY - timedelta(days=9))
    builders.idea("ไม่ทำแล้ว", due_on=TODAY - timedelta(days=9), state=Idea.State.DROPPED)
    builders.idea("เสร็จแล้ว", state=Idea.State.DONE)
    builders.idea("วันอังคาร", due_on=TODAY - timedelta(days=3))
    builders.review_article(headline="รอตรวจ")
    builders.withdrawn_article(headline="ถอนแล้ว")
    shown = week(editor)
    assert labels(shown.undated) == ["ไม่มีวัน"]
    assert labels(shown.overdue) == ["สัปดาห์ก่อน"]
    assert labels(shown.review) == ["รอตรวจ"]
    [card] = next(row.cards for row in shown.days if row.date == TODAY - timedelta(days=3))
    assert (card.label, card.state_label) == ("วันอังคาร", "เลยกำหนด")
    assert labels(week(editor, day=TODAY + timedelta(days=7)).overdue) == ["วันอังคาร", "สัปดาห์ก่อน"]


def test_a_story_takes_the_place_of_its_idea_where_it_is_shown(editor: User) -> None:
    written = builders.draft_article(headline="ยังเขียนอยู่")
    builders.idea("เรื่องแรก", due_on=TODAY, article=written)
    scheduled = builders.scheduled_article(headline="ตั้งเวลาแล้ว")
    builders.idea("เรื่องที่สอง", due_on=TODAY, article=scheduled)
    shown = week(editor)
    assert on(shown, TODAY) == ["เรื่องแรก", "ตั้งเวลาแล้ว"]
    assert shown.days[4].cards[0].state_label == "เขียนแล้ว: ฉบับร่าง"


def test_a_reporter_sees_no_unpublished_story_of_others(reporter: User) -> None:
    builders.scheduled_article(headline="ลับ")
    builders.review_article(headline="ลับรอตรวจ")
    builders.idea("เรื่องของทุกคน", due_on=TODAY, article=builders.draft_article(headline="ลับร่าง"))
    builders.scheduled_article(headline="ของฉัน", created_by=reporter)
    builders.published_article(headline="ขึ้นแล้ว")
    shown = week(reporter)
    assert on(shown, TODAY) == ["เรื่องของทุกคน", "ขึ้นแล้ว", "ของฉัน"]
    assert shown.review == []
    assert all("article/" not in card.url for card in shown.days[4].cards if card.is_public)
    assert not any(card.article_url for card in shown.days[4].cards)


def test_cards_say_what_their_user_may_do(reporter: User, editor: User) -> None:
    builders.idea("ของคนอื่น", due_on=TODAY, created_by=editor)
    builders.idea("ของฉัน", due_on=TODAY, created_by=editor, assignee=reporter)
    builders.idea("ของอีกคน", due_on=TODAY, created_by=editor, assignee=editor)
    builders.scheduled_article(headline="ข่าว", created_by=reporter)
    cards = {card.label: card for card in week(reporter).days[4].cards}

    def may(name: str) -> tuple[bool, bool, bool]:
        return cards[name].can_move, cards[name].can_take, cards[name].can_write

    assert may("ของคนอื่น") == (False, True, True)
    assert may("ของฉัน") == (True, False, True)
    assert may("ของอีกคน") == (False, False, False)
    assert may("ข่าว") == (False, False, False)
    editors = {card.label: card for card in week(editor).days[4].cards}
    assert all(card.can_move for card in editors.values())


def test_filters(reporter: User, editor: User) -> None:
    builders.idea("ถ่ายภาพ", due_on=TODAY, photographer=reporter, photo_needed=True, assignee=editor)
    builders.idea("ทำเอง", due_on=TODAY, assignee=reporter)
    builders.idea("ว่าง", due_on=TODAY)
    builders.published_article(headline="ข่าวของฉัน", created_by=reporter)
    builders.published_article(headline="ข่าวอื่น")
    assert set(on(week(reporter, "mine"), TODAY)) == {"ถ่ายภาพ", "ทำเอง", "ข่าวของฉัน"}
    assert on(week(reporter, "free"), TODAY) == ["ว่าง"]
    assert on(week(reporter, "photo"), TODAY) == ["ถ่ายภาพ"]


def test_a_busy_day_is_shortened_in_the_week_and_whole_in_the_day(editor: User) -> None:
    for minute in range(9):
        builders.published_article(
            headline=f"ข่าว {minute}", published_at=NOW - timedelta(minutes=minute)
        )
    day = week(editor).days[4]
    assert (labels(day.cards), day.hidden) == (["ข่าว 3", "ข่าว 2", "ข่าว 1", "ข่าว 0"], 5)
    [whole] = plan(Span(TODAY, is_week=False), editor).days
    assert (len(whole.cards), whole.hidden) == (9, 0)


def test_the_day_has_rows_by_the_hour(editor: User) -> None:
    builders.idea("เช้ามืด", due_on=TODAY, due_time=time(3, 30))
    builders.idea("ทั้งวัน", due_on=TODAY)
    [day] = plan(Span(TODAY, is_week=False), editor).days
    hours = day.hours
    assert [row.at for row in hours] == [None, *(time(hour) for hour in range(3, 24))]
    assert labels(hours[0].cards) == ["ทั้งวัน"]
    assert labels(hours[1].cards) == ["เช้ามืด"]


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR])
def test_queries_do_not_depend_on_the_number_of_rows(role: str, client: Any) -> None:
    user = builders.role_user(role, "somebody")
    client.force_login(user)

    def fill(count: int) -> None:
        for _ in range(count):
            names: dict[str, Any] = {"assignee": user, "photographer": user, "created_by": user}
            builders.idea(due_on=TODAY, section=builders.section(), **names)
            builders.idea(due_on=TODAY - timedelta(days=20), **names)
            builders.idea(**names, notes="x")
            builders.idea(due_on=TODAY, article=builders.draft_article(created_by=user), **names)
            builders.scheduled_article(created_by=user, tags=[], authors=[])
            builders.review_article(created_by=user, tags=[], authors=[])
            builders.published_article(created_by=user, tags=[], authors=[])

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/admin/planning/idea/").status_code == 200
        return len(queries)

    fill(1)
    client.get("/admin/planning/idea/")
    before = count()
    fill(8)
    assert count() == before
    assert before <= 16
