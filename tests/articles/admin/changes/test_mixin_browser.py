"""A reporter on a phone changes a published story; the editor at the desk publishes the change."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.articles.models import PendingChange, PersonalDraft
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "#desk-saved"


def test_a_change_goes_from_the_reporters_phone_to_the_readers(
    browser_page: Any, sign_in: Any
) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer", display_name="สมชาย ใจดี")
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.published_article(
        created_by=reporter, headline="ราคาข้าวขึ้น", credits=[("ภาพ", "คนแรก")]
    )
    url = f"/admin/articles/article/{article.pk}/change/"
    phone = browser_page(width=390)
    sign_in(phone, reporter)
    phone.goto(url)
    phone.locator(".tiptap").wait_for()
    expect(phone.locator(".change-notice")).to_contain_text("ผู้อ่านยังเห็นฉบับเดิม")
    # Twice by script: the second goes on with the change of the first.
    for headline in ("ราคาข้าวลง", "ราคาข้าวลงแรง"):
        phone.fill("#id_headline", headline)
        with phone.expect_response("**/change/"):
            phone.keyboard.press("Control+s")
        expect(phone.locator(LINE)).to_contain_text("เก็บร่างการแก้ไขแล้ว")
    expect(phone.locator(".desk-bar .editor-state")).to_have_text("ร่างการแก้ไข")
    change = PendingChange.objects.get()
    assert change.revision.snapshot["headline"] == "ราคาข้าวลงแรง"
    assert not PersonalDraft.objects.exists()
    article.refresh_from_db()
    assert article.headline == "ราคาข้าวขึ้น"
    # What is typed and not kept is the person's own draft, beside the change.
    phone.fill("#id_standfirst", "พิมพ์ค้างไว้")
    expect(phone.locator(LINE)).to_contain_text("เก็บร่างแล้ว", timeout=15_000)
    phone.goto("about:blank")
    phone.goto(url)
    phone.locator(".tiptap").wait_for()
    assert phone.input_value("#id_headline") == "ราคาข้าวลงแรง"
    phone.click("text=กู้คืนข้อความที่ยังไม่ได้บันทึก")
    assert phone.input_value("#id_standfirst") == "พิมพ์ค้างไว้"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.click("button[value=send_change]")
    phone.locator(".messagelist").get_by_text("ส่งร่างการแก้ไขให้บรรณาธิการแล้ว").wait_for()

    desk = browser_page()
    sign_in(desk, editor)
    desk.goto("/admin/")
    desk.locator(".board-card", has_text="ร่างการแก้ไข").get_by_role("link", name="ราคาข้าวขึ้น").click()
    desk.locator(".tiptap").wait_for()
    expect(desk.locator(".change-notice")).to_contain_text("สมชาย ใจดี")
    assert desk.input_value("#id_headline") == "ราคาข้าวลงแรง"
    assert desk.input_value("#id_standfirst") == "พิมพ์ค้างไว้"
    assert desk.input_value("#id_credits-0-name") == "คนแรก"
    with desk.expect_popup() as popup:
        desk.click(".desk-preview")
    expect(popup.value.locator("h1")).to_contain_text("ราคาข้าวลงแรง")
    expect(popup.value.locator(".preview-bar")).to_contain_text("ผู้อ่านยังเห็นฉบับเดิม")
    popup.value.close()
    desk.click("button[value=publish_change]")
    desk.locator(".messagelist").get_by_text("ผู้อ่านเห็นข่าวนี้แล้ว").wait_for()
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("ราคาข้าวลงแรง", "พิมพ์ค้างไว้")
    assert [credit.name for credit in article.credits.all()] == ["คนแรก"]
    assert not PendingChange.objects.exists()
