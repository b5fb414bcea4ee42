"""The desk's screens keep their room, measured in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_buttons_at_the_top_take_no_room_from_what_is_below(
    browser_page: Any, sign_in: Any
) -> None:
    story = builders.published_article()
    page = browser_page()
    sign_in(page, builders.admin_user())
    for address, first, whole in [
        (f"/admin/articles/article/{story.pk}/change/", "fieldset .form-row", "#content-main"),
        ("/admin/articles/article/", "#toolbar", "#changelist .changelist-form-container"),
    ]:
        page.goto(address)
        left = [page.locator(name).first.bounding_box()["x"] for name in (first, whole)]
        assert abs(left[0] - left[1]) < 20, address


def test_the_editor_shows_the_text_in_the_pages_own_type(browser_page: Any, sign_in: Any) -> None:
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{builders.published_article().pk}/change/")
    text = page.locator(".prose-editor .ProseMirror p", has_text="กิจกรรมครั้งต่อไป")
    size, ratio, face = text.evaluate(
        """element => { const style = getComputedStyle(element); const size = parseFloat(style.fontSize);
           return [size, parseFloat(style.lineHeight) / size, style.fontFamily]; }"""
    )
    assert size >= 16
    assert ratio >= 1.6
    assert face == page.evaluate("getComputedStyle(document.body).fontFamily")


def test_the_bar_of_buttons_leaves_a_phone_free(browser_page: Any, sign_in: Any) -> None:
    page = browser_page(width=360)
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{builders.published_article().pk}/change/")
    bar = page.locator(".submit-row").first
    assert bar.evaluate("element => getComputedStyle(element).position") == "static"
