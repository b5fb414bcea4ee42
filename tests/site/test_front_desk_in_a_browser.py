"""The front page desk in Chromium: by keyboard, by mouse, without script; nothing axe would mind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.site.frontdesk import Arrangement, arrange, arrangement, set_breaking
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/admin/site/frontpick/"


@pytest.fixture
def made(db: Any) -> list[Any]:
    """Four public stories, the newest first."""
    now = timezone.now()
    words = ["พะยูนเกยตื้น", "น้ำท่วมถนน", "ราคายางขยับ", "ตะกร้อคว้าแชมป์"]
    return [
        builders.published_article(headline=word, published_at=now - timedelta(hours=1 + place))
        for place, word in enumerate(words)
    ]


def leads(page: Any) -> list[str]:
    """The headlines on the desk's first list."""
    return page.locator("[data-kind=lead] [data-row] .desk-headline").all_inner_texts()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_stories_are_picked_moved_and_saved(
    made: list[Any], browser_page: Any, sign_in: Any, script: bool
) -> None:
    page = browser_page(script=script)
    sign_in(page, builders.admin_user())
    page.goto(DESK)
    page.fill("#desk-q", "ตะกร้อ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.click(f"[value='lead:{made[3].pk}']")
    page.fill("#desk-q", "น้ำท่วม")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.click(f"[value='lead:{made[1].pk}']")
    assert leads(page) == ["ตะกร้อคว้าแชมป์", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.locator(f"[value='up:{made[1].pk}']").press("Enter")
    assert leads(page) == ["น้ำท่วมถนน", "ตะกร้อคว้าแชมป์"]
    assert page.locator("[role=status]").inner_text() == "เลื่อนไปลำดับ 1 แล้ว"
    assert arrangement().ids == []
    with page.expect_navigation():
        page.click("[value=save]")
    assert arrangement().lead == [made[1].pk, made[3].pk]
    page.goto("/")
    assert page.locator(".front-lead h2").inner_text() == "น้ำท่วมถนน"


def test_a_moved_row_keeps_the_focus_on_its_button(
    made: list[Any], browser_page: Any, sign_in: Any
) -> None:
    arrange(Arrangement(lead=[story.pk for story in made]), by=None)
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(DESK)
    page.locator(f"[value='up:{made[3].pk}']").focus()
    # At the top there is no way up any more: the way down is next to it.
    for place, button in ((2, "up"), (1, "up"), (0, "down")):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert leads(page)[place] == "ตะกร้อคว้าแชมป์"
        assert page.evaluate("document.activeElement.value") == f"{button}:{made[3].pk}"


def test_stories_are_found_while_one_types(
    made: list[Any], browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(DESK)
    assert page.locator("#found .desk-row").count() == 4
    page.locator("#desk-q").press_sequentially("พะยูน")
    page.locator("#found .desk-row").nth(1).wait_for(state="detached")
    assert page.locator("#found .desk-headline").inner_text() == "พะยูนเกยตื้น"


def test_rows_are_dragged(made: list[Any], browser_page: Any, sign_in: Any) -> None:
    arrange(Arrangement(lead=[story.pk for story in made[:3]]), by=None)
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(DESK)
    rows = page.locator("[data-kind=lead] [data-row]")
    with page.expect_navigation():
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 60, "y": 4})
    assert leads(page) == ["ราคายางขยับ", "พะยูนเกยตื้น", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.locator("[data-kind=lead] [data-row]").nth(0).drag_to(
            page.locator("[data-kind=pinned] .desk-free").first
        )
    assert leads(page) == ["พะยูนเกยตื้น", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.click("[value=save]")
    assert arrangement() == Arrangement([made[0].pk, made[1].pk], [made[2].pk])


def test_the_preview_opens_beside_the_desk(
    made: list[Any], browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(DESK)
    with page.expect_navigation():
        page.click(f"[value='lead:{made[2].pk}']")
    page.fill("[name=text]", "ปิดถนนสาย 4")
    with page.expect_popup() as popup:
        page.click("text=ดูตัวอย่างก่อนบันทึก")
    shown = popup.value
    shown.wait_for_load_state()
    assert shown.locator(".front-lead h2").inner_text() == "ราคายางขยับ"
    assert "ปิดถนนสาย" in shown.locator(".breaking").inner_text()
    assert leads(page) == ["ราคายางขยับ"]
    assert arrangement().ids == []


def test_axe_finds_nothing_on_the_desk(made: list[Any], browser_page: Any, sign_in: Any) -> None:
    waiting = builders.scheduled_article(lead_photo=builders.photo())
    arrange(Arrangement(lead=[made[0].pk, waiting.pk], pinned=[made[1].pk]), by=None)
    end = timezone.now() + timedelta(hours=1)
    set_breaking(text="ปิดถนนสาย 4", article=made[0], expires_at=end, by=None)
    for width in (360, 1280):
        page = browser_page(width=width)
        sign_in(page, builders.admin_user(f"editor{width}"))
        for prepare in (None, "[value=save]"):
            page.goto(DESK)
            if prepare:
                page.fill("[name=until]", "เมื่อวาน")
                page.click(prepare)
                page.locator(".errornote").wait_for()
            axe.assert_good(page, f"at {width}")
