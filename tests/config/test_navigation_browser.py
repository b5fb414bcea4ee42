"""The rail of the admin in Chromium: beside the page, on phones below it, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLES = "/admin/articles/article/"
END = "window.scrollTo(0, document.documentElement.scrollHeight)"


def box(page: Any, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found, f"{selector} is not to be seen"
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


@pytest.mark.parametrize("width", [768, 1280, 1440])
def test_the_rail_stays_beside_the_page(browser_page: Any, sign_in: Any, width: int) -> None:
    for _ in range(20):
        builders.draft_article()
    page = browser_page(width=width)
    sign_in(page, builders.role_user(roles.ADMINISTRATOR, "somchai"))
    page.goto(ARTICLES)
    page.evaluate(END)
    rail = box(page, ".rail")
    assert (rail["x"], rail["y"], rail["height"]) == (0, 0, 900)
    assert rail["width"] <= 90
    assert box(page, "#content")["x"] >= rail["right"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # By keyboard: the menu opens, Escape closes it and leads back.
    page.locator(".rail-more summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rail-all")).to_be_visible()
    axe.assert_good(page, "the rail's menu")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".rail-all")).to_be_hidden()
    expect(page.locator(".rail-more summary")).to_be_focused()


def test_the_rail_without_names_says_them_and_is_remembered(
    browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, builders.role_user(roles.EDITOR, "somchai"))
    page.goto(ARTICLES)
    page.click(".rail-fold")
    assert box(page, ".rail")["width"] <= 60
    link = page.get_by_role("navigation", name="ห้องข่าว").get_by_role("link", name="เขียนข่าวใหม่")
    name = link.locator(".rail-name")
    page.goto("/admin/")
    assert box(page, ".rail")["width"] <= 60, "remembered"
    assert name.evaluate("name => getComputedStyle(name).opacity") == "0"
    page.keyboard.press("Tab")
    link.focus()
    assert name.evaluate("name => getComputedStyle(name).opacity") == "1"
    page.click(".rail-fold")
    page.reload()
    assert box(page, ".rail")["width"] > 60
    assert "rail" not in [cookie["name"] for cookie in page.context.cookies()]


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_places_are_below_the_page(
    browser_page: Any, sign_in: Any, script: bool
) -> None:
    builders.draft_article()
    page = browser_page(width=390, height=700, script=script)
    sign_in(page, builders.role_user(roles.EDITOR, "somchai"))
    page.goto(ARTICLES)
    rail = box(page, ".rail")
    assert (rail["x"], rail["right"], rail["bottom"]) == (0, 390, 700)
    assert rail["height"] <= 70
    places = page.locator(".rail-place:visible")
    assert places.count() == 5
    for index in range(5):
        assert places.nth(index).bounding_box()["height"] >= 44
    page.click(".rail-more summary")
    menu = box(page, ".rail-all")
    assert menu["y"] >= 0
    assert menu["bottom"] <= rail["y"] + 1, "it lies on no place"
    page.locator(".rail-all a", has_text="แท็ก").click()
    assert page.url.endswith("/admin/articles/tag/")


@pytest.mark.parametrize("url", [ARTICLES, "/admin/", "/admin/articles/tag/add/"])
def test_the_bar_hides_nothing_at_the_end_of_a_page(
    browser_page: Any, sign_in: Any, url: str
) -> None:
    builders.draft_article()
    page = browser_page(width=390, height=700)
    sign_in(page, builders.role_user(roles.EDITOR, "somchai"))
    page.goto(url)
    page.evaluate(END)
    assert box(page, "#content")["bottom"] <= box(page, ".rail")["y"] + 1  # parts of a pixel


def test_the_form_of_an_article_has_its_own_bar(browser_page: Any, sign_in: Any) -> None:
    page = browser_page(width=390, height=700)
    sign_in(page, builders.role_user(roles.EDITOR, "somchai"))
    page.goto(f"{ARTICLES}add/")
    assert page.locator(".rail").count() == 0
    assert box(page, ".desk-bar")["bottom"] == 700
