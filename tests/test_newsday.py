"""A newsroom's day in Chromium, with three people at work and a bad line."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESTORE = "กู้คืนข้อความที่ยังไม่ได้บันทึก"


@pytest.fixture
def newsroom(db: Any) -> dict[str, Any]:
    """Its people, a section and a photo."""
    people = {
        "reporter": builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย"),
        "sub": builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"),
        "editor": builders.role_user(roles.EDITOR, "chief", display_name="อรุณี แก้วมณี"),
    }
    builders.author("สุนิสา ชูช่วย", "sunisa", user=people["reporter"])
    builders.section()
    builders.photo(shade=1)
    builders.photo(shade=2)
    return people


def write(page: Any, text: str) -> None:
    page.locator(".field-body .tiptap").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def press(page: Any, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


def kept(page: Any) -> list[str]:
    """The drafts this browser keeps."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:'))")


def test_the_day(newsroom: Any, browser_page: Any, sign_in: Any, client: Client) -> None:
    reporter, sub, editor = browser_page(), browser_page(), browser_page(width=360)
    sign_in(reporter, newsroom["reporter"])
    sign_in(sub, newsroom["sub"])
    sign_in(editor, newsroom["editor"])

    # The reporter writes, with a picture and a gallery, and sees no button that publishes.
    reporter.goto("/admin/articles/article/add/")
    reporter.fill("#id_headline", "ชาวประมงพบวาฬบรูด้ากลางอ่าว")
    write(reporter, "เช้าวันนี้ชาวประมงกว่า 20 คนพบวาฬบรูด้า")
    with reporter.expect_popup() as popup:
        reporter.click("[data-pick]")
    popup.value.wait_for_load_state()
    popup.value.click("[data-choose] >> nth=0")
    reporter.locator(".photo-picker-shown img").wait_for()
    reporter.locator(".field-body .tiptap").click()
    with reporter.expect_popup() as popup:
        reporter.click('button[aria-label="ชุดภาพ"]')
    popup.value.wait_for_load_state()
    for place in (0, 1):
        popup.value.click(f"[data-choose] >> nth={place}")
    popup.value.click("[data-basket-done]")
    reporter.locator(".field-body figure[data-gallery]").wait_for()
    reporter.select_option("#id_section", label="ท้องถิ่น")
    reporter.fill("#id_note", "ฝากดูจำนวนตัว")
    assert reporter.locator("[name=_move]").evaluate_all("all => all.map(one => one.value)") == [
        "send_to_review"
    ]
    press(reporter, "[name=_continue]")
    story = Article.objects.get()
    address = f"/admin/articles/article/{story.pk}/change/"
    assert story.byline[0].author.name == "สุนิสา ชูช่วย"
    assert story.lead_photo is not None

    # The sub-editor opens it too, and is told that the reporter has it open.
    sub.goto(address)
    expect(sub.locator("#desk-others")).to_have_text("สุนิสา ชูช่วย กำลังเปิดข่าวนี้อยู่")
    expect(sub.locator(".notes")).to_contain_text("ฝากดูจำนวนตัว")
    sub.fill("#id_headline", "ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว")
    write(sub, " พร้อมลูกวาฬ")

    reporter.fill("#id_standfirst", "วาฬเข้ามาหากินใกล้ฝั่ง")
    press(reporter, "[value=send_to_review]")

    # Saving second is refused; both texts stand side by side, and nothing is lost.
    press(sub, "[name=_continue]")
    conflict = sub.locator(".conflict")
    expect(conflict).to_contain_text("สุนิสา ชูช่วย")
    expect(conflict.locator("ins").first).to_have_text("ห้าตัว")
    expect(conflict.locator("del").first).to_have_text("วาฬเข้ามาหากินใกล้ฝั่ง")
    expect(sub.locator("#id_headline")).to_have_value("ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว")
    expect(sub.locator(".field-body .tiptap")).to_contain_text("พร้อมลูกวาฬ")
    sub.fill("#id_standfirst", "วาฬเข้ามาหากินใกล้ฝั่ง")
    press(sub, "[name=_continue]")
    assert kept(sub) == []
    story.refresh_from_db()
    assert story.headline == "ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว"
    assert story.status == "review"

    # The editor, on a phone, schedules it; it appears in its second.
    editor.goto(address)
    when = timezone.now().replace(microsecond=0) + timedelta(seconds=6)
    local = when.astimezone(BANGKOK)
    editor.fill(
        "#id_published_at", f"{local.day}/{local.month}/{local.year + 543} {local:%H.%M.%S}"
    )
    expect(editor.locator("[value=publish]")).to_contain_text("ตั้งเวลาเผยแพร่")
    press(editor, "[value=publish]")
    story.refresh_from_db()
    assert story.published_at == when
    public = story.get_absolute_url()
    assert client.get(public).status_code == (404 if timezone.now() < when else 200)
    time.sleep(max(0.0, (when - timezone.now()).total_seconds()))
    page = client.get(public).content.decode()
    assert 'class="gallery"' in page

    # A mistake is put right openly, on the story and on the page of corrections.
    editor.goto(address)
    editor.click("#corrections-group .add-row a")
    editor.fill("#id_corrections-0-text", "ฉบับก่อนหน้าเขียนว่าสี่ตัว ที่ถูกคือห้าตัว")
    press(editor, "[name=_continue]")
    for where in (public, "/corrections/"):
        assert "ที่ถูกคือห้าตัว" in client.get(where).content.decode(), where

    # Withdrawn: 410. An earlier text comes back, and the story stays withdrawn.
    editor.goto(address)
    editor.click(".desk-more summary")
    press(editor, "[value=withdraw]")
    assert client.get(public).status_code == 410
    editor.goto(f"/admin/articles/article/{story.pk}/history/")
    editor.click("text=ฉบับที่ 2")
    press(editor, ".desk-buttons button")
    story.refresh_from_db()
    assert story.headline == "ชาวประมงพบวาฬบรูด้ากลางอ่าว"
    assert story.status == "withdrawn"
    assert editor.evaluate("document.documentElement.scrollWidth") == 360


def test_an_expired_sign_in_loses_nothing(newsroom: Any, browser_page: Any, sign_in: Any) -> None:
    story = builders.draft_article(created_by=newsroom["reporter"], headline="พาดหัวเดิม")
    address = f"/admin/articles/article/{story.pk}/change/"
    page = browser_page()
    sign_in(page, newsroom["reporter"])
    page.goto(address)
    page.fill("#id_headline", "พาดหัวที่เกือบหาย")
    write(page, "ย่อหน้าที่เกือบหาย")
    page.click("#credits-group .add-row a")
    page.fill("#id_credits-0-role", "ภาพ")
    page.fill("#id_credits-0-name", "ไพฑูรย์ ล่องเพ็ง")
    Session.objects.all().delete()
    press(page, "[name=_continue]")
    assert "/admin/login/" in page.url
    page.fill("#id_username", "writer")
    page.fill("#id_password", builders.PASSWORD)
    press(page, "[type=submit]")
    page.goto(address)
    expect(page.locator("#id_headline")).to_have_value("พาดหัวเดิม")
    page.click(f"text={RESTORE}")
    expect(page.locator("#id_headline")).to_have_value("พาดหัวที่เกือบหาย")
    press(page, "[name=_continue]")
    story.refresh_from_db()
    assert story.headline == "พาดหัวที่เกือบหาย"
    assert "ย่อหน้าที่เกือบหาย" in story.body
    assert [credit.name for credit in story.credits.all()] == ["ไพฑูรย์ ล่องเพ็ง"]
    assert kept(page) == []
    page.reload()
    expect(page.locator("#desk-draft")).to_be_hidden()


def test_a_new_story_survives_a_closed_window(
    newsroom: Any, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, newsroom["reporter"])
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "ข่าวที่ยังเขียนไม่จบ")
    page.wait_for_timeout(1500)
    assert len(kept(page)) == 1
    page.goto("/admin/articles/article/add/")
    page.click(f"text={RESTORE}")
    expect(page.locator("#id_headline")).to_have_value("ข่าวที่ยังเขียนไม่จบ")
    # Somebody else at the same computer is offered nothing of it.
    sign_in(page, newsroom["sub"])
    page.goto("/admin/articles/article/add/")
    expect(page.locator("#id_headline")).to_be_visible()
    expect(page.locator("#desk-draft")).to_be_hidden()
    sign_in(page, newsroom["reporter"])
    page.goto("/admin/articles/article/add/")
    page.click("#desk-draft >> text=ทิ้ง")
    assert kept(page) == []


def test_an_untouched_form_keeps_nothing_and_asks_nothing(
    newsroom: Any, browser_page: Any, sign_in: Any
) -> None:
    story = builders.published_article(lead_photo=builders.photo())
    page = browser_page()
    sign_in(page, newsroom["editor"])
    for _ in range(2):
        page.goto(f"/admin/articles/article/{story.pk}/change/")
        page.locator(".field-body .tiptap").wait_for()
        page.wait_for_timeout(1200)
        expect(page.locator("#desk-draft")).to_be_hidden()
    assert kept(page) == []


def test_a_lost_line_and_a_new_sign_in_are_told(
    newsroom: Any, browser_page: Any, sign_in: Any
) -> None:
    story = builders.draft_article()
    page = browser_page()
    sign_in(page, newsroom["editor"])
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    line = page.locator("#desk-line")
    again = "window.dispatchEvent(new Event('online'))"
    page.context.set_offline(True)
    page.evaluate(again)
    expect(line).to_contain_text("ขาดการเชื่อมต่อ")
    page.context.set_offline(False)
    page.evaluate(again)
    expect(line).to_be_hidden()
    Session.objects.all().delete()
    page.evaluate(again)
    expect(line).to_contain_text("หมดเวลาเข้าสู่ระบบ")
    # Signed in again in another tab: this form may be saved, with its old token renewed.
    other = page.context.new_page()
    other.goto("/admin/login/")
    other.fill("#id_username", "chief")
    other.fill("#id_password", builders.PASSWORD)
    press(other, "[type=submit]")
    page.evaluate(again)
    expect(line).to_be_hidden()
    page.fill("#id_headline", "บันทึกได้หลังเข้าสู่ระบบใหม่")
    press(page, "[name=_continue]")
    story.refresh_from_db()
    assert story.headline == "บันทึกได้หลังเข้าสู่ระบบใหม่"
    page.problems.clear()
