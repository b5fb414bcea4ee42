"""The copy desk in Chromium: type a mistake, see it, mend it, take it back, dismiss it, add a tag."""

from __future__ import annotations

from typing import Any

import pytest

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(browser_page: Any, sign_in: Any) -> Any:
    builders.tag("ปะการังเทียม")
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto("/admin/articles/article/add/")
    page.locator(".tiptap").wait_for()
    page.locator("#copydesk").wait_for()
    return page


def body(page: Any) -> str:
    return page.locator(".tiptap").inner_text()


def test_a_mistake_in_the_body_is_mended_and_taken_back(form: Any) -> None:
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
    # The editor takes the focus in its own time.
    form.wait_for_function("getSelection().toString() === 'อนุญาติ'")


def test_a_mistake_in_the_headline_is_mended_or_waved_through(form: Any) -> None:
    form.fill("[name=headline]", "😀 ผลสอบปรากฎแล้ว ลำใยราคาตก")
    form.get_by_role("button", name="แก้เป็น ลำไย").click()
    assert form.input_value("[name=headline]") == "😀 ผลสอบปรากฎแล้ว ลำไยราคาตก"
    row = form.locator(".copydesk-finding", has_text="ปรากฎ")
    row.get_by_role("button", name="ข้าม").click()
    row.wait_for(state="detached")
    assert "ปรากฎ" in form.input_value("[name=copydesk_dismissed]")
    assert "ปรากฎ" in form.input_value("[name=headline]")


def test_a_suggested_tag_is_added_with_a_click(form: Any) -> None:
    form.fill("[name=tags]", "ทะเล")
    form.fill("[name=headline]", "วางปะการังเทียม หน้าหาด")
    form.get_by_role("button", name="+ ปะการังเทียม").click()
    assert form.input_value("[name=tags]") == "ทะเล, ปะการังเทียม"


def test_what_was_waved_through_stays_so_for_this_story(browser_page: Any, sign_in: Any) -> None:
    story = builders.draft_article(headline="ผลสอบปรากฎแล้ว")
    page = browser_page()
    sign_in(page, builders.admin_user())
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    row = page.locator(".copydesk-finding", has_text="ปรากฎ")
    row.get_by_role("button", name="ข้าม").click()
    row.wait_for(state="detached")
    page.reload()
    page.get_by_text("เนื้อข่าวราว").wait_for()
    assert row.count() == 0
