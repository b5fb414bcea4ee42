"""The front page editor in Chromium: by keyboard, by mouse and without JavaScript; axe finds nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.site.front_page.selection import (
    FrontPageSelection,
    current_selection,
    save_selection,
    set_breaking_news,
)
from newsroom.thai.lines.joiners import without_joiners
from tests import axe, builders
from tests.site.front_page.data import EDITOR_URL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def articles(db: Any) -> list[Any]:
    """Four public articles, newest first."""
    now = timezone.now()
    headlines = ["พะยูนเกยตื้น", "น้ำท่วมถนน", "ราคายางขยับ", "ตะกร้อคว้าแชมป์"]
    return [
        builders.published_article(headline=headline, published_at=now - timedelta(hours=1 + index))
        for index, headline in enumerate(headlines)
    ]


def leads(page: Any) -> list[str]:
    """The headlines in the list of leads."""
    return page.locator("[data-area=lead] [data-row] .front-page-headline").all_inner_texts()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_articles_are_selected_reordered_and_saved(
    articles: list[Any], browser_page: Any, sign_in: Any, script: bool
) -> None:
    page = browser_page(script=script)
    sign_in(page, builders.admin_user())
    page.goto(EDITOR_URL)
    page.fill("#front-page-query", "ตะกร้อ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.click(f"[value='lead:{articles[3].pk}']")
    page.fill("#front-page-query", "น้ำท่วม")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.click(f"[value='lead:{articles[1].pk}']")
    assert leads(page) == ["ตะกร้อคว้าแชมป์", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.locator(f"[value='up:{articles[1].pk}']").press("Enter")
    assert leads(page) == ["น้ำท่วมถนน", "ตะกร้อคว้าแชมป์"]
    assert page.locator("[role=status]").inner_text() == "เลื่อนไปลำดับ 1 แล้ว"
    assert current_selection().ids == []
    with page.expect_navigation():
        page.click("[value=save]")
    assert current_selection().lead == [articles[1].pk, articles[3].pk]
    page.goto("/")
    assert without_joiners(page.locator(".front-lead h2").inner_text()) == "น้ำท่วมถนน"


def test_a_reordered_row_keeps_the_focus_on_its_button(
    articles: list[Any], browser_page: Any, sign_in: Any
) -> None:
    save_selection(FrontPageSelection(lead=[article.pk for article in articles]), by=None)
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(EDITOR_URL)
    page.locator(f"[value='up:{articles[3].pk}']").focus()
    # The first row has no button "up"; its neighbour "down" gets the focus.
    for index, button in ((2, "up"), (1, "up"), (0, "down")):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert leads(page)[index] == "ตะกร้อคว้าแชมป์"
        assert page.evaluate("document.activeElement.value") == f"{button}:{articles[3].pk}"


def test_articles_are_found_while_one_types(
    articles: list[Any], browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(EDITOR_URL)
    assert page.locator("#search-results .front-page-row").count() == 4
    page.locator("#front-page-query").press_sequentially("พะยูน")
    page.locator("#search-results .front-page-row").nth(1).wait_for(state="detached")
    assert page.locator("#search-results .front-page-headline").inner_text() == "พะยูนเกยตื้น"


def test_rows_can_be_dragged(articles: list[Any], browser_page: Any, sign_in: Any) -> None:
    save_selection(FrontPageSelection(lead=[article.pk for article in articles[:3]]), by=None)
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(EDITOR_URL)
    rows = page.locator("[data-area=lead] [data-row]")
    with page.expect_navigation():
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 60, "y": 4})
    assert leads(page) == ["ราคายางขยับ", "พะยูนเกยตื้น", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.locator("[data-area=lead] [data-row]").nth(0).drag_to(
            page.locator("[data-area=pinned] .front-page-empty").first
        )
    assert leads(page) == ["พะยูนเกยตื้น", "น้ำท่วมถนน"]
    with page.expect_navigation():
        page.click("[value=save]")
    assert current_selection() == FrontPageSelection(
        [articles[0].pk, articles[1].pk], [articles[2].pk]
    )


def test_the_preview_opens_in_a_new_tab(
    articles: list[Any], browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(EDITOR_URL)
    with page.expect_navigation():
        page.click(f"[value='lead:{articles[2].pk}']")
    page.fill("[name=text]", "ปิดถนนสาย 4")
    with page.expect_popup() as popup:
        page.click("text=ดูตัวอย่างก่อนบันทึก")
    preview = popup.value
    preview.wait_for_load_state()
    assert preview.locator(".front-lead h2").inner_text() == "ราคายางขยับ"
    assert "ปิดถนนสาย" in preview.locator(".breaking").inner_text()
    assert leads(page) == ["ราคายางขยับ"]
    assert current_selection().ids == []


def test_axe_finds_nothing_on_the_editor(
    articles: list[Any], browser_page: Any, sign_in: Any
) -> None:
    scheduled = builders.scheduled_article(lead_photo=builders.photo())
    save_selection(
        FrontPageSelection(lead=[articles[0].pk, scheduled.pk], pinned=[articles[1].pk]), by=None
    )
    end = timezone.now() + timedelta(hours=1)
    set_breaking_news(text="ปิดถนนสาย 4", article=articles[0], expires_at=end, by=None)
    for width in (360, 1280):
        page = browser_page(width=width)
        sign_in(page, builders.admin_user(f"editor{width}"))
        for has_error in (False, True):
            page.goto(EDITOR_URL)
            if has_error:
                page.fill("[name=until]", "เมื่อวาน")
                page.click("[value=save]")
                page.locator(".errornote").wait_for()
            axe.assert_good(page, f"at {width}")
