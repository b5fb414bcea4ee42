"""What is stored is exactly what the editor can hold: bodies of all kinds opened, changed, saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from newsroom.articles.models import Article
from newsroom.body.pipeline import clean_body
from tests import builders
from tests.body.bodies import BODIES
from tests.browser_input import move_caret_to_end, paste, save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
LETTER = "ฮ"


@pytest.fixture
def open_editor(
    browser_page: Callable[..., Page], sign_in: Callable[..., None]
) -> Callable[[str], Page]:
    def open_(body: str) -> Page:
        article = builders.draft_article(body=body, authors=[])
        page = browser_page()
        sign_in(page, builders.admin_user())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator(BODY).wait_for()
        return page

    return open_


def save(page: Page) -> str:
    save_and_leave(page)
    return Article.objects.get().body


def test_a_letter_typed_into_any_body_changes_nothing_else(
    open_editor: Callable[[str], Page],
) -> None:
    photos = [str(builders.photo(shade=shade, caption="").pk) for shade in (1, 2)]
    raw = [body.replace("{0}", photos[0]).replace("{1}", photos[1]) for body in BODIES]
    # Each by itself, because some leave elements open.
    before = clean_body("".join(f"{clean_body(body)}<p>{n}</p>" for n, body in enumerate(raw)))
    assert all(tag in before for tag in ("<aside><h3>", "data-speaker", "data-article"))
    page = open_editor(before)
    move_caret_to_end(page, BODY)
    page.keyboard.insert_text(LETTER)
    after = save(page)
    assert after.count(LETTER) == 1
    assert after.replace(LETTER, "").replace("><", ">\n<").split("\n") == before.replace(
        "><", ">\n<"
    ).split("\n")


def test_what_is_pasted_is_converted_by_the_server(open_editor: Callable[[str], Page]) -> None:
    page = open_editor("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.press("Enter")
    html = (
        '<b style="font-weight:normal"><h1>หัว</h1><p><span style="font-weight:700">หนา</span></p></b>'
        '<img src="https://elsewhere.example/a.jpg">'
    )
    with page.expect_response("**/paste/"):
        paste(page, BODY, html=html, plain="หัว\nหนา")
    page.locator(f"{BODY} h2").wait_for()
    assert "ไม่ได้เข้าคลังภาพ" in page.locator(".paste-notes").inner_text()
    assert save(page) == "<p>ก่อน</p><h2>หัว</h2><p><strong>หนา</strong></p>"


def test_a_paste_without_a_connection_inserts_the_plain_text(
    open_editor: Callable[[str], Page],
) -> None:
    page = open_editor("<p>ก่อน</p>")
    move_caret_to_end(page, BODY)
    page.keyboard.press("Enter")
    page.route("**/paste/", lambda route: route.abort())
    paste(page, BODY, html="<p><b>หนึ่ง</b></p><p>สอง</p>", plain="หนึ่ง\n\nสอง")
    page.locator(f"{BODY} p", has_text="สอง").wait_for()
    assert "เชื่อมต่อไม่ได้" in page.locator(".paste-notes").inner_text()
    page.problems.clear()  # type: ignore[attr-defined]
    assert save(page) == "<p>ก่อน</p><p>หนึ่ง</p><p>สอง</p>"
