"""Writing goes on whatever happens: saves by script, offline, signed out, on two computers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.accounts.models import UserSession
from newsroom.articles.models import Article, PersonalDraft
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINE = "#desk-saved"


@pytest.fixture
def writer(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer")


THAI_KEY = """([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
  { key, code, ctrlKey: true, bubbles: true, cancelable: true }))"""


def test_a_new_story_is_saved_again_and_again_without_leaving(
    writer: Any, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, writer)
    page.goto("/admin/articles/article/add/")
    page.locator(".tiptap").wait_for()
    # With Thai letters on the keyboard.
    page.evaluate(THAI_KEY, ["ห", "KeyS"])
    expect(page.locator(LINE)).to_contain_text("บันทึกไม่ได้ มี 1 จุดต้องแก้")
    assert page.evaluate("document.activeElement.id") == "id_headline"
    page.fill("#id_headline", "ข่าวจากสนาม")
    page.locator("[data-fold=credits] summary").click()
    page.click("#credits-group .add-row a")
    page.fill("#id_credits-0-role", "ภาพ")
    page.fill("#id_credits-0-name", "มานะ")
    page.keyboard.press("Control+s")
    expect(page.locator(LINE)).to_contain_text("บันทึกแล้ว")
    article = Article.objects.get()
    assert page.url.endswith(f"/{article.pk}/change/")
    page.fill("#id_credits-0-name", "มานะ ใจดี")
    page.fill("#id_headline", "ข่าวจากสนาม ฉบับสอง")
    with page.expect_response("**/change/"):
        page.click("[name=_continue]")
    expect(page.locator(LINE)).to_contain_text("บันทึกแล้ว")
    article.refresh_from_db()
    assert article.headline == "ข่าวจากสนาม ฉบับสอง"
    assert [credit.name for credit in article.credits.all()] == ["มานะ ใจดี"]
    page.problems.clear()  # the console notes the refused save


def test_what_is_typed_offline_reaches_the_server_and_the_other_computer(
    writer: Any, browser_page: Any, sign_in: Any
) -> None:
    article = builders.draft_article(created_by=writer)
    url = f"/admin/articles/article/{article.pk}/change/"
    phone = browser_page(width=390)
    sign_in(phone, writer)
    phone.goto(url)
    phone.locator(".tiptap").wait_for()
    phone.context.set_offline(True)
    phone.fill("#id_headline", "พิมพ์บนเรือ")
    expect(phone.locator(LINE)).to_contain_text("ไม่มีเน็ต เก็บไว้ในเครื่องนี้แล้ว")
    phone.context.set_offline(False)
    expect(phone.locator(LINE)).to_contain_text("เก็บร่างแล้ว", timeout=20_000)
    assert PersonalDraft.objects.get().values["headline"] == "พิมพ์บนเรือ"
    desk = browser_page()
    sign_in(desk, writer)
    desk.goto(url)
    expect(desk.locator("#editor-draft")).to_contain_text("«พิมพ์บนเรือ»")
    desk.click("text=กู้คืนข้อความที่ยังไม่ได้บันทึก")
    desk.keyboard.press("Control+s")
    expect(desk.locator(LINE)).to_contain_text("บันทึกแล้ว")
    article.refresh_from_db()
    assert article.headline == "พิมพ์บนเรือ"
    assert not PersonalDraft.objects.exists()
    phone.problems.clear()


def test_a_session_that_ends_is_renewed_beside_the_form(
    writer: Any, browser_page: Any, sign_in: Any
) -> None:
    article = builders.draft_article(created_by=writer)
    page = browser_page()
    sign_in(page, writer)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(".tiptap").wait_for()
    UserSession.objects.all().delete()
    page.fill("#id_headline", "พิมพ์หลังหมดเวลา")
    page.keyboard.press("Control+s")
    expect(page.locator(LINE)).to_contain_text("หมดเวลาเข้าสู่ระบบ")
    with page.expect_popup() as popup:
        page.locator(LINE).get_by_role("button", name="เข้าสู่ระบบ").click()
    popup.value.fill("#id_username", "writer")
    popup.value.fill("#id_password", builders.PASSWORD)
    with popup.value.expect_event("close"):
        popup.value.locator("[type=submit]").evaluate(
            "element => { setTimeout(() => element.click()); }"
        )
    page.keyboard.press("Control+s")
    expect(page.locator(LINE)).to_contain_text("บันทึกแล้ว")
    article.refresh_from_db()
    assert article.headline == "พิมพ์หลังหมดเวลา"
    page.problems.clear()


def test_lost_drafts_are_named_and_a_bad_date_or_a_long_headline_is_told(
    browser_page: Any, sign_in: Any
) -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    for number, headline in enumerate(["น้ำท่วมตลาดเก่า", "แข่งเรือปีใหม่"]):
        values = {"headline": headline, "standfirst": ""}
        PersonalDraft.objects.create(user=editor, key=f"new-{number}", values=values)
    page = browser_page()
    sign_in(page, editor)
    page.goto("/admin/articles/article/add/")
    page.locator(".tiptap").wait_for()
    offered = page.locator("#editor-draft > *")
    expect(offered).to_have_count(2)
    expect(offered.filter(has_text="«น้ำท่วมตลาดเก่า»")).to_have_count(1)
    expect(offered.filter(has_text="«แข่งเรือปีใหม่»")).to_have_count(1)
    publish = page.locator("button[value=publish]")
    expect(publish).to_have_text("เผยแพร่ทันที")
    page.fill("#id_published_at", "31/2/2569")
    expect(publish).to_have_text("เผยแพร่ (แก้วันที่ก่อน)")
    expect(publish).to_be_disabled()
    page.fill("#id_published_at", "")
    expect(publish).to_have_text("เผยแพร่ทันที")
    page.click("#id_headline")
    page.keyboard.insert_text("ก" * 300)  # as a paste: browsers cut it at a `maxlength`
    page.keyboard.press("Control+s")
    expect(page.locator(LINE)).to_contain_text("บันทึกไม่ได้ มี 1 จุดต้องแก้")
    expect(page.locator(".sheet")).to_contain_text("ไม่เกิน 255 ตัวอักษร ตอนนี้ 300")
    assert len(page.input_value("#id_headline")) == 300
    page.problems.clear()  # the console notes the refused save
