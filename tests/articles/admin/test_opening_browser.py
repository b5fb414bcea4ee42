"""What the article form fetches when it opens, and what only later, in Chromium."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
LATER = [
    "js/library-dialog.js",
    "photos/dialog.js",
    "editor/attachment-dialog.js",
    "editor/find-bar.js",
    "editor/folding.js",
    "editor/link-dialog.js",
]
FETCHED = """(later) => {
  const { loadEventStart } = performance.getEntriesByType("navigation")[0];
  const fetched = performance.getEntriesByType("resource").filter(({ name }) =>
    later.some((file) => name.endsWith(file)));
  return fetched.map(({ startTime }) => startTime >= loadEventStart);
}"""


@pytest.fixture
def form(browser_page: Any, sign_in: Any) -> Any:
    page = browser_page()
    sign_in(page, builders.admin_user())
    return page


def open_form(page: Any) -> None:
    article = builders.draft_article(body="<p>น้ำท่วมเชียงใหม่</p>")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(BODY).click()


def test_what_opens_on_a_click_is_fetched_after_the_form_and_opens_offline(form: Any) -> None:
    open_form(form)
    form.wait_for_function(f"(later) => ({FETCHED})(later).length === later.length", arg=LATER)
    assert form.evaluate(FETCHED, LATER) == [True] * len(LATER)
    form.context.set_offline(True)
    form.keyboard.press("Control+f")
    expect(form.locator(".find-bar")).to_be_visible()
    form.keyboard.press("Escape")
    # The text gets the focus back with the next frame.
    expect(form.locator(BODY)).to_be_focused()
    form.keyboard.press("Control+k")
    expect(form.locator(".link-dialog")).to_be_visible()
    form.keyboard.press("Escape")
    form.locator(".field-lead_photo [data-pick]").click()
    expect(form.locator(".photo-dialog-empty")).to_contain_text("เปิดคลังภาพไม่ได้")
    form.problems.clear()


def test_what_cannot_be_fetched_is_said_and_opens_when_the_network_is_back(form: Any) -> None:
    refused: list[str] = []

    def refuse(route: Any) -> None:
        refused.append(route.request.url)
        route.abort()

    for file in LATER:
        form.route(f"**/{file}*", refuse)
    open_form(form)
    # What the browser tried when it was idle failed without a word.
    while not refused:
        form.wait_for_timeout(50)
    expect(form.locator("#desk-saved")).not_to_contain_text("ไม่มีเน็ต")
    form.keyboard.press("Control+f")
    expect(form.locator("#desk-saved")).to_contain_text("ไม่มีเน็ต")
    form.locator(".field-lead_photo [data-pick]").click()
    expect(form.locator(".field-lead_photo .photo-picker-words")).to_contain_text("เปิดคลังภาพไม่ได้")
    form.unroute_all()
    form.locator(BODY).click()
    form.keyboard.press("Control+f")
    expect(form.locator(".find-bar")).to_be_visible()
    form.problems.clear()
