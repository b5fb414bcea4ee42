"""The layout of the article's form and change list, measured in Chromium."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_editor_uses_the_font_and_size_of_the_page(browser_page: Any, sign_in: Any) -> None:
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


@pytest.mark.parametrize("width", [390, 1280])
def test_the_bar_is_always_in_sight(browser_page: Any, sign_in: Any, width: int) -> None:
    page = browser_page(width=width)
    sign_in(page, builders.admin_user())
    article = builders.draft_article(body="<p>ย่อหน้า</p>" * 80)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(".tiptap").wait_for()
    for distance in (0, 900, 9000):
        page.mouse.wheel(0, distance)
        page.wait_for_timeout(150)
        for name in ("[name=_continue]", "[value=publish]", ".desk-bar .editor-more summary"):
            box = page.locator(name).bounding_box()
            assert 0 <= box["y"] <= 900 - box["height"], name
            assert 0 <= box["x"] <= width - box["width"], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_panel_is_beside_the_sheet_or_a_sheet_from_below(
    browser_page: Any, sign_in: Any
) -> None:
    article = builders.draft_article(credits=[("ภาพ", "คนแรก"), ("ข่าว", "คนที่สอง")])
    user = builders.admin_user()
    page = browser_page(width=1280)
    sign_in(page, user)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    sheet, panel = (page.locator(name).bounding_box() for name in (".sheet", "#desk-panel"))
    assert sheet["x"] + sheet["width"] <= panel["x"]
    assert page.locator("[data-panel-toggle]").is_hidden()
    page.get_by_role("tab", name="ตรวจภาษา").click()
    assert page.locator("#copydesk").is_visible()
    assert page.locator("#id_section").is_hidden()
    page.get_by_role("tab", name="ตั้งค่าข่าว").click()
    # Credits are put in order by the arrow keys (or dragged), never by numbers.
    assert page.locator("#credits-group .field-position").first.is_hidden()
    page.locator("#credits-group .row-handle").first.press("ArrowDown")
    page.click("[name=_continue]")
    expect(page.locator("#desk-saved")).to_contain_text("บันทึกแล้ว")
    assert list(article.credits.values_list("name", flat=True)) == ["คนที่สอง", "คนแรก"]
    page.keyboard.press("Control+Shift+F")
    assert page.locator("#desk-panel").is_hidden()
    page.keyboard.press("Escape")
    phone = browser_page(width=390)
    sign_in(phone, user)
    phone.goto(f"/admin/articles/article/{article.pk}/change/")
    assert phone.locator("#desk-panel").is_hidden()
    phone.click("[data-panel-toggle]")
    assert phone.locator("#id_section").is_visible()
    phone.keyboard.press("Escape")
    assert phone.locator("#desk-panel").is_hidden()


def test_the_list_counts_what_is_chosen(browser_page: Any, sign_in: Any) -> None:
    for _ in range(2):
        builders.published_article()
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto("/admin/articles/article/")
    page.locator("#action-toggle").check()
    assert page.locator(".action-counter").inner_text() == "เลือกแล้ว 2 จาก 2 รายการ"
