"""What the lists and forms of the admin measure in Chromium, on desks and on phones."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLES = "/admin/articles/article/"


@pytest.fixture
def editor(db: Any) -> Any:
    for _ in range(3):
        builders.draft_article()
    builders.photo()
    return builders.role_user(roles.ADMINISTRATOR, "chief")


def box(page: Any, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found, f"{selector} is not to be seen"
    return found


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize(
    ("url", "below"),
    [
        ("accounts/user/", "#changelist"),
        ("images/photo/", ".photo-drop"),
        ("articles/tag/", "#changelist"),
    ],
)
def test_the_button_that_adds_lies_on_nothing(
    browser_page: Any, sign_in: Any, editor: Any, width: int, url: str, below: str
) -> None:
    page = browser_page(width=width)
    sign_in(page, editor)
    page.goto(f"/admin/{url}")
    button = box(page, ".object-tools .addlink")
    assert button["y"] + button["height"] <= box(page, below)["y"]


def test_a_phone_shows_articles_before_tools(browser_page: Any, sign_in: Any, editor: Any) -> None:
    page = browser_page(width=390, height=844)
    sign_in(page, editor)
    page.goto(ARTICLES)
    assert box(page, "#result_list tbody tr")["y"] <= 420
    for line in (".chips", "#changelist-filter"):
        assert box(page, line)["height"] <= 60, f"{line} is one line"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    # A filter opens as a whole above the bar, and what it leads to is touched.
    page.locator(".filter-menu summary").first.click()
    menu = box(page, ".filter-menu[open] > ul")
    assert menu["y"] >= 0
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
    assert menu["y"] + menu["height"] <= box(page, ".rail")["y"]
    page.locator(".filter-menu[open] a", has_text="ฉบับร่าง").click()
    assert "=draft" in page.url
    # What can be done with several comes with the first that is chosen.
    expect(page.locator("#changelist .actions select[name=action]")).to_be_hidden()
    page.locator(".action-select").first.check()
    expect(page.locator("#changelist .actions select[name=action]")).to_be_visible()


@pytest.mark.parametrize("url", ["accounts/user/", "audit/auditlogentry/"])
def test_people_and_what_they_did_are_cards_on_a_phone(
    browser_page: Any, sign_in: Any, editor: Any, url: str
) -> None:
    page = browser_page(width=390)
    sign_in(page, editor)
    page.goto(f"/admin/{url}")
    assert page.locator(".results").evaluate("list => list.scrollWidth <= list.clientWidth")


def test_a_new_article_begins_in_the_headline(browser_page: Any, sign_in: Any, editor: Any) -> None:
    page = browser_page()
    sign_in(page, editor)
    page.goto(f"{ARTICLES}add/")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.insert_text("ชาวประมงพบวาฬบรูด้า")
    expect(page.locator("#id_headline")).to_have_value("ชาวประมงพบวาฬบรูด้า")
