"""The proofreading panel in Chromium: findings are corrected, undone and dismissed; tags are added."""

from __future__ import annotations

from typing import Any

import pytest

from tests import builders
from tests.browser_input import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(browser_page: Any, sign_in: Any) -> Any:
    builders.tag("ปะการังเทียม")
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto("/admin/articles/article/add/")
    page.locator(".tiptap").wait_for()
    page.click("#tab-copydesk")
    return page


def body(page: Any) -> str:
    return page.locator(".tiptap").inner_text()


def test_a_finding_in_the_body_is_corrected_and_undone(form: Any) -> None:
    form.click(".tiptap")
    form.keyboard.type("😀 ชาวบ้านได้รับอนุญาติ")
    form.keyboard.press("Control+b")
    form.keyboard.type("แล้ว")
    form.keyboard.press("Control+b")
    form.keyboard.press("Enter")
    form.keyboard.type("เด็กๆ ดีใจ")
    fix = form.get_by_role("button", name="แก้เป็น อนุญาต")
    fix.wait_for()
    assert "อนุญาติ" in body(form), "nothing changes by itself"
    fix.click()
    assert "รับอนุญาตแล้ว" in body(form)
    assert form.locator(".tiptap strong").inner_text() == "แล้ว"
    form.get_by_role("button", name="เลิกทำการแก้ล่าสุด").click()
    assert "รับอนุญาติแล้ว" in body(form)
    form.locator(".copydesk-finding", has_text="ไม้ยมก").locator(".copydesk-fix").click()
    assert "เด็ก ๆ ดีใจ" in body(form)
    form.locator(".copydesk-where", has_text="อนุญาติ").click()
    # The editor takes the focus in a later animation frame.
    wait_until(form, "getSelection().toString() === 'อนุญาติ'")


def test_a_finding_in_the_headline_is_corrected_or_dismissed(form: Any) -> None:
    form.fill("[name=headline]", "😀 ผลสอบปรากฎแล้ว ลำใยราคาตก")
    form.get_by_role("button", name="แก้เป็น ลำไย").click()
    assert form.input_value("[name=headline]") == "😀 ผลสอบปรากฎแล้ว ลำไยราคาตก"
    row = form.locator(".copydesk-finding", has_text="ปรากฎ")
    row.get_by_role("button", name="ข้าม").click()
    row.wait_for(state="detached")
    assert "ปรากฎ" in form.input_value("[name=copydesk_dismissed]")
    assert "ปรากฎ" in form.input_value("[name=headline]")


def test_a_suggested_tag_is_added_with_a_click(form: Any) -> None:
    form.click("#tab-story")
    form.fill("[name=tags]", "ทะเล")
    form.click("#tab-copydesk")
    form.fill("[name=headline]", "วางปะการังเทียม หน้าหาด")
    form.get_by_role("button", name="+ ปะการังเทียม").click()
    assert form.input_value("[name=tags]") == "ทะเล, ปะการังเทียม"


def test_a_dismissed_finding_stays_dismissed_for_the_article(
    browser_page: Any, sign_in: Any
) -> None:
    article = builders.draft_article(headline="ผลสอบปรากฎแล้ว")
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.click("#tab-copydesk")
    row = page.locator(".copydesk-finding", has_text="ปรากฎ")
    row.get_by_role("button", name="ข้าม").click()
    row.wait_for(state="detached")
    page.reload()
    page.click("#tab-copydesk")
    page.get_by_text("เนื้อข่าวราว").wait_for()
    assert row.count() == 0
