"""Photos and links in the body editor, in Chromium: deleted whole, described, dropped anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.browser_input import drop, move_caret_to_end, paste, save_and_leave
from tests.word_documents import PICTURE, docx, paragraph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"


@pytest.fixture
def open_body(browser_page: Any, sign_in: Any) -> Any:
    """Opens the form of a draft with a body, as an editor."""

    def open_(body: str, **fields: Any) -> Any:
        article = builders.draft_article(body=body, authors=[], **fields)
        page = browser_page()
        sign_in(page, builders.admin_user())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator(BODY).wait_for()
        return page

    return open_


def save_and_get_body(page: Any) -> str:
    save_and_leave(page)
    return Article.objects.get(status="draft").body


def figure(photo: Photo, caption: str = "") -> str:
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img data-file="{photo.pk}" alt="">{caption}</figure>'


@pytest.mark.parametrize("key", ["Delete", "Backspace", "Control+x"])
def test_a_photo_is_deleted_with_its_figure(open_body: Any, key: str) -> None:
    page = open_body(f"<p>ก่อน</p>{figure(builders.photo(), 'ริมท่า')}<p>หลัง</p>")
    page.click(f"{BODY} figure img")
    page.keyboard.press(key)
    assert page.locator(f"{BODY} figure").count() == 0
    assert save_and_get_body(page) == "<p>ก่อน</p><p>หลัง</p>"


def test_a_piece_of_a_gallery_goes_alone_and_the_last_two_become_a_photo(open_body: Any) -> None:
    photos = [builders.photo(shade=shade) for shade in (1, 2)]
    pieces = "".join(figure(photo) for photo in photos)
    page = open_body(f'<p>ก่อน</p><figure data-gallery="">{pieces}</figure><p>หลัง</p>')
    page.locator(f"{BODY} figure[data-gallery] img").first.click()
    page.keyboard.press("Delete")
    assert page.locator(f"{BODY} figure[data-gallery]").count() == 0
    assert save_and_get_body(page) == f"<p>ก่อน</p>{figure(photos[1])}<p>หลัง</p>"


def test_the_lines_under_a_photo_write_its_texts(open_body: Any) -> None:
    photo = builders.photo(alt="", credit="")
    Photo.objects.filter(pk=photo.pk).update(alt="", credit="")
    page = open_body(f"<p>ก่อน</p>{figure(photo)}")
    with page.expect_response("**/texts/"):
        page.fill(".photo-line-credit", "มานะ")
        page.press(".photo-line-credit", "Enter")
    with page.expect_response("**/texts/"):
        page.fill(".photo-line-alt", "ท่าเรือตอนเช้า")
        page.press(".photo-line-alt", "Enter")
    page.get_by_role("button", name="ตั้งเป็นภาพนำ").click()
    body = save_and_get_body(page)
    photo.refresh_from_db()
    assert (photo.credit, photo.alt) == ("มานะ", "ท่าเรือตอนเช้า")
    assert 'alt="ท่าเรือตอนเช้า"' in body
    assert Article.objects.get().lead_photo == photo


def test_thai_typed_behind_a_pasted_link_is_no_part_of_it(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.press("Enter")
    paste(page, BODY, plain="https://example.com/a")
    page.keyboard.insert_text("ชาวบ้าน")
    page.keyboard.press("Space")
    page.keyboard.insert_text("บอก")
    assert save_and_get_body(page) == (
        '<p>ก่อน</p><p><a href="https://example.com/a">https://example.com/a</a>ชาวบ้าน บอก</p>'
    )


def test_a_link_to_an_own_story_is_found_by_words(open_body: Any) -> None:
    story = builders.published_article(headline="เปิดสะพานปลาแห่งใหม่")
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.press("Control+k")
    page.fill("#link-dialog-q", "สะพานปลา")
    page.locator(".link-dialog [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.insert_text("แล้ว")
    assert save_and_get_body(page) == (
        f'<p>ก่อน<a href="{story.get_absolute_url()}">เปิดสะพานปลาแห่งใหม่</a>แล้ว</p>'
    )


def test_files_dropped_beside_the_editor_do_not_leave_the_page(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    url = page.url
    move_caret_to_end(page, BODY)
    drop(page, "#id_headline", {"ก.jpg": builders.jpeg_bytes(300, 200)})
    page.locator(f"{BODY} figure img").wait_for()
    drop(page, "#id_headline", {"แถลง.pdf": b"%PDF-1.7"})
    page.get_by_text("แถลง.pdf: ไฟล์ PDF ใช้ไม่ได้").wait_for()
    assert "415" in page.problems.pop(), "what the browser logs of the refusal"
    assert page.url == url


def test_a_word_document_dropped_on_the_form_becomes_headline_text_and_photo(
    open_body: Any,
) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    body = paragraph("น้ำท่วม", "Title") + paragraph("ฝนตกหนัก") + PICTURE + paragraph("น้ำลดแล้ว")
    document = docx(body, builders.jpeg_bytes(400, 300))
    page.fill("#id_headline", "")
    drop(page, BODY, {"แถลงข่าว.docx": document})
    page.locator(f"{BODY} figure img").wait_for()
    assert page.input_value("#id_headline") == "น้ำท่วม"
    text = page.locator(BODY).inner_text()
    assert text.index("ก่อน") < text.index("ฝนตกหนัก") < text.index("น้ำลดแล้ว")
    drop(page, "#id_headline", {"แถลงข่าว.docx": document})
    page.locator(f"{BODY} h2").wait_for()
    assert page.locator(f"{BODY} h2").inner_text() == "น้ำท่วม", "a headline is never overwritten"


def test_the_toolbar_stays_in_sight_and_under_the_bar_of_buttons(open_body: Any) -> None:
    page = open_body("<p>ย่อหน้า</p>" * 80)
    bar = page.locator(".desk-bar")
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(300)
    toolbar = page.locator(".field-body .prose-menubar").first.bounding_box()
    bar_box = bar.bounding_box()
    assert bar_box["y"] == 0
    assert bar_box["height"] - 2 <= toolbar["y"] < 120, "below the bar, and in sight"


def test_a_reporter_describes_her_own_photo_and_adds_it_by_one_dialog(
    browser_page: Any, sign_in: Any
) -> None:
    reporter = builders.role_user(roles.REPORTER, "somying")
    page = browser_page(width=390)
    sign_in(page, reporter)
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", "เปิดท่าเรือ")
    move_caret_to_end(page, BODY)
    page.click('.prose-menubar [aria-label="ภาพ"]')
    page.set_input_files(
        ".photo-dialog [data-upload]",
        {"name": "ก.jpg", "mimeType": "image/jpeg", "buffer": builders.jpeg_bytes(300, 200)},
    )
    page.locator(f"{BODY} figure img").wait_for()
    photo = Photo.objects.get()
    assert photo.credit == str(reporter), "her name is filled in"
    response = page.goto(f"/admin/images/photo/{photo.pk}/change/")
    assert response.status == 200
    page.fill("#id_alt", "ท่าเรือ")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/images/photo/")
    photo.refresh_from_db()
    assert photo.alt == "ท่าเรือ"


def test_a_slash_in_an_empty_line_offers_blocks_and_a_selection_its_bar(open_body: Any) -> None:
    page = open_body("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.type("1/2")
    assert page.locator(".slash-menu").count() == 0
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    page.locator(".slash-menu [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("หัวข้อใหม่")
    page.keyboard.press("Shift+Home")
    page.locator(".selection-bar").get_by_role("button", name="ตัวเอน").click()
    assert save_and_get_body(page) == "<p>ก่อน1/2</p><h2><em>หัวข้อใหม่</em></h2>"
