"""The editorial workflow in Chromium: three users, local drafts and an unreliable connection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from time_machine import TimeMachineFixture

from newsroom.accounts import roles
from newsroom.accounts.models import UserSession
from newsroom.articles.models import Article
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.browser_input import choose_photos, move_caret_to_end, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
RESTORE_DRAFT = "กู้คืนข้อความที่ยังไม่ได้บันทึก"
LOCAL_DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('draft:'))"
LINE = "#desk-saved"
# drafts.js stores a draft when nothing was typed for 800 ms.
DRAFT_DELAY_MS = 2000


@pytest.fixture
def newsroom(db: Any) -> dict[str, Any]:
    """Users by role; beside them a section and two photos."""
    users = {
        "reporter": builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย"),
        "sub": builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"),
        "editor": builders.role_user(roles.EDITOR, "chief", display_name="อรุณี แก้วมณี"),
    }
    builders.author("สุนิสา ชูช่วย", "sunisa", user=users["reporter"])
    builders.section()
    builders.photo(shade=1)
    builders.photo(shade=2)
    return users


def write(page: Any, text: str) -> None:
    move_caret_to_end(page, BODY)
    page.keyboard.insert_text(text)


def press(page: Any, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


def save(page: Any) -> None:
    """Save without leaving the form."""
    page.click("[name=_continue]")
    expect(page.locator(LINE)).to_contain_text("บันทึกแล้ว")


def local_drafts(page: Any) -> list[str]:
    """The keys of the drafts that the browser has stored."""
    return page.evaluate(LOCAL_DRAFTS)


def test_an_article_passes_through_three_hands(
    newsroom: Any,
    browser_page: Any,
    sign_in: Any,
    client: Client,
    time_machine: TimeMachineFixture,
) -> None:
    reporter, sub, editor = browser_page(), browser_page(), browser_page(width=360)
    sign_in(reporter, newsroom["reporter"])
    sign_in(sub, newsroom["sub"])
    sign_in(editor, newsroom["editor"])

    # The reporter writes, adds a lead photo and a gallery, and is offered no publishing.
    reporter.goto("/admin/articles/article/add/")
    reporter.fill("#id_headline", "ชาวประมงพบวาฬบรูด้ากลางอ่าว")
    write(reporter, "เช้าวันนี้ชาวประมงกว่า 20 คนพบวาฬบรูด้า")
    reporter.click("[data-pick]")
    choose_photos(reporter, 0)
    reporter.locator(".photo-picker-shown img").wait_for()
    move_caret_to_end(reporter, BODY)
    reporter.click('.prose-menubar [aria-label="ภาพ"]')
    choose_photos(reporter, 0, 1)
    reporter.locator(".field-body figure[data-gallery]").wait_for()
    reporter.select_option("#id_section", label="ท้องถิ่น")
    reporter.click("[data-fold=notes] summary")
    reporter.fill("#id_note", "ฝากดูจำนวนตัว")
    assert reporter.locator("[name=_action]").evaluate_all(
        "buttons => buttons.map(button => button.value)"
    ) == ["send_to_review"]
    save(reporter)
    article = Article.objects.get()
    url = f"/admin/articles/article/{article.pk}/change/"
    assert article.cached_bylines[0].author.name == "สุนิสา ชูช่วย"
    assert article.lead_photo is not None

    # The sub-editor opens it too and sees that the reporter has it open.
    sub.goto(url)
    expect(sub.locator("#editor-others")).to_have_text("สุนิสา ชูช่วย กำลังเปิดข่าวนี้อยู่")
    expect(sub.locator(".notes")).to_contain_text("ฝากดูจำนวนตัว")
    sub.fill("#id_headline", "ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว")
    write(sub, " พร้อมลูกวาฬ")

    reporter.fill("#id_standfirst", "วาฬเข้ามาหากินใกล้ฝั่ง")
    press(reporter, "[value=send_to_review]")

    # The second save is refused, for the state has changed; both texts are merged, nothing is lost.
    sub.click("[name=_continue]")
    press(sub, f"{LINE} button")
    expect(sub.locator(".errorlist.nonfield")).to_contain_text("สุนิสา ชูช่วย บันทึกข่าวนี้ไปก่อน")
    expect(sub.locator("#id_standfirst")).to_have_value("วาฬเข้ามาหากินใกล้ฝั่ง")
    expect(sub.locator("#id_headline")).to_have_value("ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว")
    expect(sub.locator(BODY)).to_contain_text("พร้อมลูกวาฬ")
    save(sub)
    sub.problems.clear()  # the console notes the refused save
    assert local_drafts(sub) == []
    article.refresh_from_db()
    assert article.headline == "ชาวประมงพบวาฬบรูด้าห้าตัวกลางอ่าว"
    assert article.status == "review"

    # The editor schedules it on a phone; it appears in its second.
    editor.goto(url)
    publish_at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    editor.click("[data-panel-toggle]")
    local = publish_at.astimezone(BANGKOK)
    editor.fill(
        "#id_published_at", f"{local.day}/{local.month}/{local.year + 543} {local:%H.%M.%S}"
    )
    expect(editor.locator("[value=publish]")).to_contain_text("ตั้งเวลาเผยแพร่")
    press(editor, "[value=publish]")
    article.refresh_from_db()
    assert article.published_at == publish_at
    public_url = article.get_absolute_url()
    time_machine.move_to(publish_at - timedelta(seconds=1), tick=False)
    assert client.get(public_url).status_code == 404
    time_machine.move_to(publish_at)
    page = client.get(public_url).content.decode()
    assert 'class="gallery"' in page

    # A correction appears on the article and on the page of corrections.
    editor.goto(url)
    editor.click("[data-panel-toggle]")
    editor.click("[data-fold=corrections] summary")
    editor.click("#corrections-group .add-row a")
    editor.fill("#id_corrections-0-text", "ฉบับก่อนหน้าเขียนว่าสี่ตัว ที่ถูกคือห้าตัว")
    save(editor)
    for path in (public_url, "/corrections/"):
        assert "ที่ถูกคือห้าตัว" in client.get(path).content.decode(), path

    # Withdrawn: 410. An earlier revision is restored, and the article stays withdrawn.
    editor.goto(url)
    editor.click(".desk-menu summary")
    editor.fill("#reason-withdraw", "จำนวนยังไม่ยืนยัน")
    press(editor, "[value=withdraw]")
    assert client.get(public_url).status_code == 410
    editor.goto(f"/admin/articles/article/{article.pk}/history/")
    editor.click("text=ฉบับที่ 2")
    press(editor, ".editor-buttons button")
    article.refresh_from_db()
    assert article.headline == "ชาวประมงพบวาฬบรูด้ากลางอ่าว"
    assert article.status == "withdrawn"
    assert editor.evaluate("document.documentElement.scrollWidth") == 360


def test_an_expired_session_loses_no_text(newsroom: Any, browser_page: Any, sign_in: Any) -> None:
    article = builders.draft_article(created_by=newsroom["reporter"], headline="พาดหัวเดิม")
    url = f"/admin/articles/article/{article.pk}/change/"
    page = browser_page()
    sign_in(page, newsroom["reporter"])
    page.goto(url)
    page.fill("#id_headline", "พาดหัวที่เกือบหาย")
    write(page, "ย่อหน้าที่เกือบหาย")
    page.click("[data-fold=credits] summary")
    page.click("#credits-group .add-row a")
    page.fill("#id_credits-0-role", "ภาพ")
    page.fill("#id_credits-0-name", "ไพฑูรย์ ล่องเพ็ง")
    UserSession.objects.all().delete()
    page.click("[name=_continue]")
    expect(page.locator(LINE)).to_contain_text("หมดเวลาเข้าสู่ระบบ")
    page.goto(url)
    assert "/admin/login/" in page.url
    page.fill("#id_username", "writer")
    page.fill("#id_password", builders.PASSWORD)
    press(page, "[type=submit]")
    page.goto(url)
    expect(page.locator("#id_headline")).to_have_value("พาดหัวเดิม")
    page.click(f"text={RESTORE_DRAFT}")
    expect(page.locator("#id_headline")).to_have_value("พาดหัวที่เกือบหาย")
    save(page)
    article.refresh_from_db()
    assert article.headline == "พาดหัวที่เกือบหาย"
    assert "ย่อหน้าที่เกือบหาย" in article.body
    assert [credit.name for credit in article.credits.all()] == ["ไพฑูรย์ ล่องเพ็ง"]
    assert local_drafts(page) == []
    page.reload()
    expect(page.locator("#editor-draft")).to_be_hidden()


def test_a_new_article_survives_a_closed_window(
    newsroom: Any, browser_page: Any, sign_in: Any
) -> None:
    page = browser_page()
    sign_in(page, newsroom["reporter"])
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "ข่าวที่ยังเขียนไม่จบ")
    wait_until(page, f"{LOCAL_DRAFTS}.length === 1")
    page.goto("/admin/articles/article/add/")
    page.click(f"text={RESTORE_DRAFT}")
    expect(page.locator("#id_headline")).to_have_value("ข่าวที่ยังเขียนไม่จบ")
    # Another user of the same computer is not offered the draft.
    sign_in(page, newsroom["sub"])
    page.goto("/admin/articles/article/add/")
    expect(page.locator("#id_headline")).to_be_visible()
    expect(page.locator("#editor-draft")).to_be_hidden()
    sign_in(page, newsroom["reporter"])
    page.goto("/admin/articles/article/add/")
    page.click("#editor-draft >> text=ทิ้ง")
    assert local_drafts(page) == []


def test_an_unchanged_form_stores_no_draft(newsroom: Any, browser_page: Any, sign_in: Any) -> None:
    article = builders.published_article(lead_photo=builders.photo())
    page = browser_page()
    sign_in(page, newsroom["editor"])
    page.clock.install()
    for _ in range(2):
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator(BODY).wait_for()
        page.clock.run_for(DRAFT_DELAY_MS)
        expect(page.locator("#editor-draft")).to_be_hidden()
    assert local_drafts(page) == []
    page.fill("#id_headline", "พาดหัวที่แก้แล้ว")
    page.clock.run_for(DRAFT_DELAY_MS)
    assert len(local_drafts(page)) == 1, "a changed form is stored within that time"


def test_a_lost_connection_and_an_expired_session_are_reported(
    newsroom: Any, browser_page: Any, sign_in: Any
) -> None:
    article = builders.draft_article()
    page = browser_page()
    sign_in(page, newsroom["editor"])
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    message = page.locator(LINE)
    send_heartbeat = "window.dispatchEvent(new Event('online'))"
    page.context.set_offline(True)
    page.evaluate(send_heartbeat)
    expect(message).to_contain_text("ไม่มีเน็ต")
    page.context.set_offline(False)
    page.evaluate(send_heartbeat)
    expect(message).to_have_text("เชื่อมต่อได้แล้ว")
    UserSession.objects.all().delete()
    page.evaluate(send_heartbeat)
    expect(message).to_contain_text("หมดเวลาเข้าสู่ระบบ")
    # After a new sign-in in another tab the form gets a new CSRF token and can be saved.
    other_tab = page.context.new_page()
    other_tab.goto("/admin/login/")
    other_tab.fill("#id_username", "chief")
    other_tab.fill("#id_password", builders.PASSWORD)
    press(other_tab, "[type=submit]")
    page.evaluate(send_heartbeat)
    expect(message).to_have_text("เชื่อมต่อได้แล้ว")
    page.fill("#id_headline", "บันทึกได้หลังเข้าสู่ระบบใหม่")
    save(page)
    article.refresh_from_db()
    assert article.headline == "บันทึกได้หลังเข้าสู่ระบบใหม่"
    page.problems.clear()
