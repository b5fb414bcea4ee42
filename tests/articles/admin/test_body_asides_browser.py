"""Fact boxes, pull quotes, «อ่านเพิ่ม» and documents in the body editor, in Chromium: made, filled in, taken away."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.articles.models import Article
from newsroom.documents.models import Document
from tests import builders
from tests.axe import problems
from tests.browser_input import move_caret_to_end, save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIALOG = ".attachment-dialog"
BODY = ".field-body .tiptap"
BOX = "<aside><h3>รู้จักมรสุม</h3><p>ลมประจำฤดู</p></aside>"


@pytest.fixture
def open_body(browser_page: Any, sign_in: Any) -> Any:
    def open_(body: str) -> Any:
        article = builders.draft_article(body=body, authors=[])
        page = browser_page()
        sign_in(page, builders.admin_user())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator(BODY).wait_for()
        return page

    return open_


def saved_body(page: Any) -> str:
    save_and_leave(page)
    return Article.objects.get(status="draft").body


def choose_after_slash(page: Any, name: str) -> None:
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    page.get_by_role("option", name=name).click()


def test_a_fact_box_is_typed_through_and_left_by_two_empty_lines(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    choose_after_slash(page, "กล่องข้อมูล")
    page.keyboard.insert_text("รู้จักมรสุม")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("ลมประจำฤดู")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("หลัง")
    assert saved_body(page) == f"<p>ก่อน</p>{BOX}<p>หลัง</p>"


def test_one_and_a_dot_begin_a_list_and_a_line_follows_a_table(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.press("Enter")
    page.keyboard.type("1. หนึ่ง")
    page.keyboard.press("Enter")
    choose_after_slash(page, "ตาราง")
    page.keyboard.insert_text("อำเภอ")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("จำนวน")
    move_caret_to_end(page, BODY)
    page.keyboard.insert_text("หลัง")
    body = saved_body(page)
    assert body.startswith("<p>ก่อน</p><ol><li>หนึ่ง</li></ol><table>"), body
    assert body.endswith("</table><p>หลัง</p>"), body


def test_the_button_takes_the_frame_away_and_leaves_the_text(open_body: Any) -> None:
    page = open_body(f"<p>ก่อน</p>{BOX}")
    move_caret_to_end(page, BODY)
    page.get_by_role("button", name="กล่องข้อมูล").first.click()
    assert saved_body(page) == "<p>ก่อน</p><p>รู้จักมรสุม</p><p>ลมประจำฤดู</p>"


def test_selected_words_become_a_pull_quote_with_who_said_them(open_body: Any) -> None:
    page = open_body("<p>ทะเลไม่รอใคร</p>")
    move_caret_to_end(page, BODY)
    page.locator(BODY).evaluate(
        "element => { element.editor.commands.setTextSelection({ from: 1, to: 14 }); }"
    )
    page.get_by_role("button", name="คำพูดเด่น").first.click()
    page.get_by_label("ผู้พูด").fill("นายสมชาย ใจดี")
    page.get_by_label("ตำแหน่ง").fill("ชาวประมง")
    assert problems(page, "draft with a pull quote") == []
    page.get_by_label("ตำแหน่ง").press("Enter")
    quote = '<blockquote data-speaker="นายสมชาย ใจดี" data-position="ชาวประมง"><p>ทะเลไม่รอใคร</p></blockquote>'
    assert saved_body(page) == f"<p>ทะเลไม่รอใคร</p>{quote}"


def test_another_story_is_found_and_put_behind_the_paragraph(open_body: Any) -> None:
    target = builders.published_article(headline="น้ำท่วมอ่าวลึก")
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    choose_after_slash(page, "อ่านเพิ่ม")
    page.get_by_label("ค้นหาข่าวของเรา หรือวางที่อยู่ของข่าว").fill("น้ำท่วม")
    option = page.get_by_role("option", name="น้ำท่วมอ่าวลึก")
    option.wait_for()
    assert problems(page, "choosing a story to read") == []
    option.click()
    figure = page.locator(f"{BODY} figure[data-article]")
    assert figure.get_attribute("data-headline") == "น้ำท่วมอ่าวลึก"
    page.keyboard.insert_text("หลัง")
    line = f'<figure data-article="{target.pk}"></figure>'
    assert saved_body(page) == f"<p>ก่อน</p>{line}<p>หลัง</p>"
    builders.withdraw(target)
    page.goto(f"/admin/articles/article/{Article.objects.get(status='draft').pk}/change/")
    figure.wait_for()
    assert "ถูกถอนแล้ว" in str(figure.get_attribute("data-note"))
    figure.click()
    page.keyboard.press("Delete")
    assert saved_body(page) == "<p>ก่อน</p><p>หลัง</p>"


def test_a_document_is_sent_and_stands_behind_the_paragraph(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.get_by_role("button", name="เอกสารให้ดาวน์โหลด").first.click()
    page.set_input_files(
        f"{DIALOG} [data-upload]",
        [
            {"name": "ประกาศ.pdf", "mimeType": "", "buffer": builders.pdf_bytes()},
            {"name": "ร้าย.pdf", "mimeType": "", "buffer": b"MZ"},
        ],
    )
    refused = page.locator(f"{DIALOG} .upload-refused")
    expect(refused).to_contain_text("ไฟล์นี้เป็นโปรแกรม แนบไม่ได้")
    expect(refused).to_contain_text("ร้าย.pdf")
    page.click(f"{DIALOG} [data-done]")
    figure = page.locator(f"{BODY} figure[data-document]")
    figure.wait_for()
    assert figure.get_attribute("data-note") == "PDF, 1 กิโลไบต์"
    page.problems.clear()  # the refusal's status
    assert problems(page, "a draft with a document") == []
    page.keyboard.insert_text("หลัง")
    document = Document.objects.get()
    line = f'<figure data-document="{document.pk}"></figure>'
    assert saved_body(page) == f"<p>ก่อน</p>{line}<p>หลัง</p>"


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_documents_that_the_site_has_are_found_and_chosen(
    open_body: Any, width: int, dark: bool
) -> None:
    rules = builders.document("ก", title="ประกาศเขตภัยพิบัติ")
    budget = builders.document("ข", title="งบซ่อมถนน ปี 2570")
    builders.document("ค", title="แผนที่น้ำท่วม")
    page = open_body("<p>ก่อน</p>")
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if dark else "light")
    move_caret_to_end(page, BODY)
    page.evaluate("document.querySelector('.field-body .tiptap').editor.commands.addAttachment()")
    rows = page.locator(f"{DIALOG} [data-choose]")
    expect(rows).to_have_count(3)
    assert problems(page, f"choosing documents at {width}") == []
    rows.filter(has_text="ประกาศเขตภัยพิบัติ").click()
    page.fill(f"{DIALOG} [type=search]", "ถนน 2570")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("aria-pressed", "false")
    rows.click()
    expect(rows).to_have_attribute("aria-pressed", "true")
    page.fill(f"{DIALOG} [type=search]", "ไม่มีแน่")
    expect(page.locator(f"{DIALOG} .photo-dialog-empty")).to_contain_text("ไม่พบเอกสาร")
    expect(page.locator(f"{DIALOG} [data-chosen]")).to_have_text("เลือกแล้ว 2 ไฟล์")
    page.click(f"{DIALOG} [data-done]")
    expect(page.locator(DIALOG)).to_have_count(0)
    page.keyboard.insert_text("หลัง")
    lines = "".join(f'<figure data-document="{one.pk}"></figure>' for one in (rules, budget))
    expect(page.locator(f"{BODY} figure[data-document]")).to_have_count(2)
    page.set_viewport_size({"width": 1280, "height": 844})
    assert saved_body(page) == f"<p>ก่อน</p>{lines}<p>หลัง</p>"


def test_a_document_that_the_site_has_already_is_the_same(open_body: Any) -> None:
    document = builders.document(title="ประกาศเขตภัยพิบัติ")
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.get_by_role("button", name="เอกสารให้ดาวน์โหลด").first.click()
    page.set_input_files(
        f"{DIALOG} [data-upload]",
        [{"name": "อีกชื่อ.pdf", "mimeType": "", "buffer": builders.pdf_bytes()}],
    )
    expect(page.locator(DIALOG)).to_have_count(0)
    figure = page.locator(f"{BODY} figure[data-document]")
    expect(figure).to_have_attribute("data-name", document.title)
