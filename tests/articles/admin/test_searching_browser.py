"""Find and replace in the body editor, in Chromium: Thai as it is read, by keyboard, on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
COUNT = "[data-find=count]"
# Sara am as one character and as two, with a tone before or between; a zero-width space inside.
WATER = ["น้ำท่วม", "นํ้าท่วม", "น้ํา\u200bท่วม"]
FOLDED = """async (pairs) => {
  const { fold, findMatches } = await import("newsroom/editor/folding");
  return pairs.map(([text, query]) => findMatches(fold(text), fold(query)).map(([from, to]) =>
    text.slice(from, to)));
}"""


@pytest.fixture
def open_body(browser_page: Any, sign_in: Any) -> Any:
    def open_(body: str, width: int = 1280) -> Any:
        reporter = builders.role_user(roles.REPORTER, "reporter")
        article = builders.draft_article(body=body, created_by=reporter)
        page = browser_page(width=width, height=844, dark=width < 400)
        sign_in(page, reporter)
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator(BODY).wait_for()
        return page

    return open_


def test_words_are_found_however_they_are_spelt_and_replaced(open_body: Any) -> None:
    page = open_body("<p>ต้นเรื่อง</p>")
    found = page.evaluate(
        FOLDED,
        [
            *([spelt, "น้ำท่วม"] for spelt in WATER),
            ["น้ำ", WATER[1][:4]],
            ["ขาว ข่าว ข้าว", "ข่าว"],
            ["Cafe\u0301 café CAFÉ", "café"],
            ["เเม่ แม่", "แม่"],
            ["๕ 5", "5"],
            ["ก\u00a0ข", "ก ข"],
            ["ผู้ ผู้", "ผู้"],
            ["กกก", "กก"],
            ["ก", ""],
        ],
    )
    assert found == [
        *([spelt] for spelt in WATER),
        ["น้ำ"], ["ข่าว"], ["Cafe\u0301", "café", "CAFÉ"], ["เเม่", "แม่"], ["5"], ["ก\u00a0ข"],
        ["ผู้", "ผู้"], ["กก"], [],
    ]  # fmt: skip

    page.click(BODY)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("น้ำท่วมตลาด ")
    page.keyboard.press("Control+b")
    page.keyboard.insert_text("น้ำท่วม")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("เหตุน้ำท่วม")
    before = page.locator(BODY).inner_html()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    expect(page.locator("[data-find=query]")).to_be_focused()
    page.keyboard.type("นํ้าท่วม")
    expect(page.locator(COUNT)).to_have_text("1 จาก 3")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(COUNT)).to_have_text("3 จาก 3")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(COUNT)).to_have_text("2 จาก 3")
    page.fill("[data-find=words]", "อุทกภัย")
    page.keyboard.press("Enter")
    expect(page.locator(f"{BODY} strong")).to_have_text("อุทกภัย")
    expect(page.locator(COUNT)).to_have_text("2 จาก 2")
    page.click("[data-find=all]")
    expect(page.locator(COUNT)).to_have_text("แทนที่แล้ว 2 แห่ง")
    assert page.locator(BODY).inner_text().split() == ["อุทกภัยตลาด", "อุทกภัย", "เหตุอุทกภัย"]
    page.keyboard.press("Control+z")
    expect(page.locator(COUNT)).to_have_text("1 จาก 2")
    page.keyboard.press("Control+z")
    assert page.locator(BODY).inner_html() == before
    page.keyboard.press("Escape")
    assert page.locator(".find-bar").is_hidden()
    expect(page.locator(BODY)).to_be_focused()
    # The selection follows the focus in the next frame.
    page.wait_for_function("getSelection().toString() === 'น้ำท่วม'")
    page.keyboard.insert_text("ฝน")
    expect(page.locator(BODY)).to_contain_text("ฝนตลาด")
    assert page.locator(BODY).inner_text().split() == ["ฝนตลาด", "น้ำท่วม", "เหตุน้ำท่วม"]


def test_the_bar_works_on_a_phone(open_body: Any) -> None:
    page = open_body(f"<p>{'ย่อหน้า ' * 40}</p>" * 12 + "<p>ปลายเรื่อง</p>", width=390)
    page.click("[aria-label=ค้นหาและแทนที่]")
    page.fill("[data-find=query]", "ปลายเรื่อง")
    expect(page.locator(COUNT)).to_have_text("1 จาก 1")
    expect(page.locator(f"{BODY} p").last).to_be_in_viewport()
    expect(page.locator("[data-find=query]")).to_be_in_viewport()
    assert axe.problems(page, "the bar") == []
    page.fill("[data-find=query]", "ไม่มีคำนี้")
    expect(page.locator(COUNT)).to_have_text("ไม่พบ")
    page.click("[data-find=close]")
    assert page.locator(".find-bar").is_hidden()
