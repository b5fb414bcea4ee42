"""The calendar in Chromium: a real pointer, the keyboard, no script, no network, two people, paper."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.accounts.models import User, UserSession
from newsroom.articles.models import Article
from newsroom.planning.models import Idea
from newsroom.site.front_page.selection import set_breaking_news
from newsroom.thai.dates import BANGKOK
from tests import axe, builders
from tests.browser_input import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALENDAR = "/admin/planning/idea/"


def monday() -> date:
    """Of next week, all of which is to come."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def week() -> str:
    return f"{CALENDAR}?view=week&day={monday()}"


@pytest.fixture
def editor(db: Any) -> User:
    return builders.role_user(roles.EDITOR, "editor")


@pytest.fixture
def reporter(db: Any) -> User:
    return builders.role_user(roles.REPORTER, "reporter")


def idea_on(days: int | None, **fields: Any) -> Idea:
    """An idea so many days after Monday."""
    due_on = None if days is None else monday() + timedelta(days=days)
    return builders.idea(due_on=due_on, **fields)


def card(page: Any, row: Any) -> Any:
    return page.locator(f"#{'idea' if isinstance(row, Idea) else 'story'}-{row.pk}")


def day(page: Any, days: int) -> Any:
    return page.locator(f'[data-day="{monday() + timedelta(days=days)}"]').first


def drag(page: Any, source: Any, target: Any) -> None:
    """With the mouse, as a hand does it; both are to be in view."""
    source.locator(".plan-what").hover()
    page.mouse.down()
    box = target.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] - 6, 40)
    page.mouse.move(x - 9, y - 3, steps=4)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()


def said(page: Any, text: str) -> None:
    page.locator("[data-plan-status]", has_text=text).wait_for()


def test_an_idea_is_dragged_to_another_day_and_the_page_stays(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1, due_time=time(10))
    page = browser_page(width=1280)
    sign_in(page, editor)
    page.goto(week())
    page.evaluate("() => { window.isSamePage = true; }")
    drag(page, card(page, idea), day(page, 4))
    said(page, "แล้ว")
    assert card(day(page, 4), idea).count() == 1
    idea.refresh_from_db()
    assert (idea.due_on, idea.due_time) == (monday() + timedelta(days=4), time(10))
    # And on from there, with the version that the answer brought.
    drag(page, card(page, idea), page.locator('[data-day=""]'))
    wait_until(page, "document.querySelector('[data-day=\"\"] [data-card]') !== null")
    idea.refresh_from_db()
    assert (idea.due_on, idea.due_time) == (None, None)
    assert page.evaluate("() => window.isSamePage")


def test_a_scheduled_story_is_dragged_to_a_day_and_to_an_hour(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    moment = datetime.combine(monday(), time(18), BANGKOK)
    article = builders.scheduled_article(published_at=moment)
    page = browser_page(width=1280, height=1800, dark=True)
    sign_in(page, editor)
    page.goto(week())
    drag(page, card(page, article), day(page, 2))
    said(page, "18.00 น. แล้ว")
    assert Article.objects.get().published_at == moment + timedelta(days=2)
    page.goto(f"{CALENDAR}?view=day&day={monday() + timedelta(days=2)}")
    drag(page, card(page, article), page.locator('[data-time="20.00"]'))
    said(page, "20.00 น. แล้ว")
    assert Article.objects.get().published_at == moment + timedelta(days=2, hours=2)
    drag(page, card(page, article), page.locator('.plan-hour[data-time=""]'))
    said(page, "ต้องมีทั้งวันและเวลา")
    assert Article.objects.get().published_at == moment + timedelta(days=2, hours=2)


def test_the_arrow_keys_move_and_keep_the_focus(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1, due_time=time(10))
    undated = idea_on(None)
    page = browser_page()
    sign_in(page, editor)
    page.goto(week())
    card(page, idea).locator("[data-move]").focus()
    for key, text in (("ArrowRight", "10.00"), ("ArrowRight", "10.00"), ("ArrowDown", "11.00")):
        page.keyboard.press(key)
        said(page, text)
        wait_until(page, f"document.activeElement.closest('#idea-{idea.pk}') !== null")
        page.evaluate("() => { document.querySelector('[data-plan-status]').textContent = ''; }")
    idea.refresh_from_db()
    assert (idea.due_on, idea.due_time) == (monday() + timedelta(days=3), time(11))
    card(page, undated).locator("[data-move]").focus()
    page.keyboard.press("ArrowRight")
    said(page, "แล้ว")
    undated.refresh_from_db()
    assert undated.due_on == timezone.localdate()


def test_without_script_a_form_moves(editor: User, browser_page: Any, sign_in: Any) -> None:
    idea = idea_on(1)
    page = browser_page(script=False)
    sign_in(page, editor)
    page.goto(week())
    card(page, idea).locator("summary").click()
    card(page, idea).locator("[name=time]").fill("๑๖.๓๐")
    card(page, idea).locator("[name=time]").press("Enter")
    page.locator(".messagelist", has_text="16.30 น. แล้ว").wait_for()
    card(page, idea).locator("summary").click()
    card(page, idea).locator("[value=later]").click()
    page.locator(".messagelist", has_text="16.30 น. แล้ว").wait_for()
    idea.refresh_from_db()
    assert (idea.due_on, idea.due_time) == (monday() + timedelta(days=2), time(16, 30))


def test_who_moves_what_changed_meanwhile_sees_the_change(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1)
    page = browser_page()
    sign_in(page, editor)
    page.goto(week())
    Idea.objects.get().delete()
    other = idea_on(5, pk=idea.pk)
    drag(page, card(page, idea), day(page, 3))
    said(page, "มีคนแก้")
    assert card(day(page, 5), other).count() == 1
    assert Idea.objects.get().due_on == monday() + timedelta(days=5)


def test_without_network_nothing_moves_and_it_is_said(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1)
    page = browser_page()
    sign_in(page, editor)
    page.goto(week())
    page.context.set_offline(True)
    drag(page, card(page, idea), day(page, 3))
    said(page, "ติดต่อเซิร์ฟเวอร์ไม่ได้")
    assert card(day(page, 1), idea).count() == 1
    page.context.set_offline(False)
    page.problems.clear()  # the console notes the request that failed
    drag(page, card(page, idea), day(page, 3))
    said(page, "แล้ว")
    idea.refresh_from_db()
    assert idea.due_on == monday() + timedelta(days=3)


def test_who_lost_the_right_meanwhile_is_told_why(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1)
    end = timezone.now() + timedelta(hours=1)
    set_breaking_news(text="น้ำป่าไหลหลาก", article=None, expires_at=end, by=None)
    page = browser_page()
    sign_in(page, editor)
    page.goto(week())
    editor.groups.clear()
    drag(page, card(page, idea), day(page, 3))
    said(page, "ยังไม่ได้ย้าย: คุณไม่มีสิทธิ์ดูแผนข่าว")
    page.problems.clear()  # the console notes the refusal
    idea.refresh_from_db()
    assert idea.due_on == monday() + timedelta(days=1)


def test_after_the_session_ended_one_signs_in_and_is_back(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1)
    page = browser_page()
    sign_in(page, editor)
    page.goto(week())
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    drag(page, card(page, idea), day(page, 3))
    page.wait_for_url("**/admin/login/**")
    assert "planning" in page.url
    idea.refresh_from_db()
    assert idea.due_on == monday() + timedelta(days=1)


def test_a_reporter_takes_and_writes_on_a_phone(
    reporter: User, browser_page: Any, sign_in: Any
) -> None:
    idea = idea_on(1, what="น้ำทะเลหนุน ชาวบ้านเตรียมกระสอบทราย", notes="โทรหาผู้ใหญ่บ้าน")
    page = browser_page(width=390, height=844)
    sign_in(page, reporter)
    page.goto(week())
    assert axe.problems(page, "the plan") == []
    tops = [day(page, days).bounding_box()["y"] for days in range(7)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 7
    assert card(page, idea).locator("[data-move]").count() == 0
    card(page, idea).get_by_role("button", name="รับทำ").click()
    said(page, "รับ «")
    assert card(page, idea).locator("[data-move]").count() == 1
    # Her day is chosen in a month of the Buddhist era, which the keys reach, too.
    page.goto(f"{CALENDAR}{idea.pk}/change/")
    page.get_by_role("button", name="เลือกวัน", exact=True).click()
    later = page.get_by_role("button", name="เดือนถัดไป")
    later.press("Enter")
    expect(later).to_be_focused()
    page.locator(".date-popover-grid").get_by_role("button", name="15", exact=False).first.click()
    expect(page.locator(".date-popover-grid")).to_be_hidden()
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist")).to_contain_text(idea.what)
    due = (idea.due_on.replace(day=1) + timedelta(days=32)).replace(day=15)
    idea.refresh_from_db()
    assert idea.due_on == due
    page.get_by_role("button", name="เลือกวัน", exact=True).click()
    page.get_by_role("button", name="พรุ่งนี้", exact=True).click()
    assert page.input_value("#id_due_on") == "พรุ่งนี้"
    page.goto(f"{CALENDAR}?view=day&day={due.isoformat()}")
    card(page, idea).get_by_role("button", name="เขียนข่าว").click()
    page.wait_for_url("**/admin/articles/article/*/change/")
    assert page.input_value("#id_headline") == idea.what


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, True)])
def test_axe_finds_nothing_in_a_full_plan(
    editor: User, browser_page: Any, sign_in: Any, width: int, dark: bool
) -> None:
    idea = idea_on(1, due_time=time(10), notes="โน้ต", photo_needed=True)
    idea_on(2, state=Idea.State.DROPPED)
    idea_on(None, assignee=editor)
    builders.idea(due_on=monday() - timedelta(days=30))
    builders.scheduled_article(published_at=datetime.combine(monday(), time(6), BANGKOK))
    builders.review_article()
    builders.published_article()
    page = browser_page(width=width, dark=dark)
    sign_in(page, editor)
    found = []
    for url in (week(), CALENDAR, f"{CALENDAR}?view=day", f"{CALENDAR}list/"):
        page.goto(url)
        found += axe.problems(page, url)
    page.goto(week())
    card(page, idea).locator("[data-move]").click()
    found += axe.problems(page, "an open card")
    assert not found, "\n".join(found)


def test_it_prints_on_a4_with_the_notes_and_without_buttons(
    editor: User, browser_page: Any, sign_in: Any
) -> None:
    idea_on(1, due_time=time(10), notes="โทรหาผู้ใหญ่บ้าน")
    page = browser_page(width=1280)
    sign_in(page, editor)
    page.goto(week())
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox ?\[0 0 (\d+)[\d.]* (\d+)", pdf)
    assert sizes == [(b"594", b"841")]
    page.emulate_media(media="print")
    assert page.locator(".plan-notes").is_visible()
    for hidden in ("#header", ".rail", ".plan-bar", ".plan-actions", ".plan-add"):
        assert not page.locator(hidden).first.is_visible(), hidden
