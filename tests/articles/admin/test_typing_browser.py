"""What a keystroke in the body sets off in Chromium: nothing that goes through the whole text.

How long a keystroke takes is measured by `tests.bench.typing_speed`.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.articles.models import Article
from tests import builders
from tests.bench.typing_speed import long_body
from tests.browser_input import move_caret_to_end, save_and_leave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
VALUE = "document.querySelector('#id_body').value"
KEEP_EDITOR = """document.addEventListener("prose-editor:ready", ({ detail }) => {
  window.bodyEditor = detail.editor;
});"""
# Types letter by letter, with a turn of the event loop after each, and counts what reads it all.
TYPE_AND_COUNT = """async (letters) => {
  const counts = {};
  const count = (object, name) => {
    counts[name] = 0;
    const original = object[name];
    object[name] = function (...given) {
      // Of a paragraph the editor reads some words, for its rules of typing.
      if (name !== "textBetween" || given[1] - given[0] > 1000) counts[name] += 1;
      return original.apply(this, given);
    };
  };
  const { bodyEditor: editor } = window;
  count(editor, "getHTML");
  count(editor, "getText");
  count(editor, "getJSON");
  count(Object.getPrototypeOf(editor.state.doc), "textBetween");
  count(document, "createTreeWalker");
  count(Intl.Segmenter.prototype, "segment");
  count(Storage.prototype, "setItem");
  for (const letter of letters) {
    document.execCommand("insertText", false, letter);
    await new Promise((go) => setTimeout(go));
  }
  return { ...counts };
}"""


@pytest.fixture
def form(browser_page: Any, sign_in: Any) -> Any:
    def open_(body: str) -> Any:
        article = builders.draft_article(body=body, authors=[])
        page = browser_page()
        page.add_init_script(KEEP_EDITOR)
        sign_in(page, builders.admin_user())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        move_caret_to_end(page, BODY)
        return page

    return open_


def test_a_keystroke_reads_not_the_whole_text(form: Any) -> None:
    page = form(long_body([], words=1000))
    # What the form does once it has opened is over.
    expect(page.locator("[data-copydesk=counts]")).to_contain_text("คำ")
    page.wait_for_function("() => document.querySelector('#sheet-foot').textContent")
    counts = page.evaluate(TYPE_AND_COUNT, list("ชาวบ้านริมน้ำ"))
    assert counts == dict.fromkeys(counts, 0)
    expect(page.locator(BODY)).to_contain_text("ชาวบ้านริมน้ำ")
    page.wait_for_function(
        "() => document.querySelector('#desk-saved').textContent.includes('ร่าง')"
    )


def test_the_field_behind_the_editor_has_what_was_typed(form: Any) -> None:
    page = form("<p>ก่อน</p>")
    page.keyboard.insert_text("หลัง")
    assert page.evaluate(VALUE) == "<p>ก่อนหลัง</p>"
    page.keyboard.insert_text("สุด")
    sent = page.evaluate("new FormData(document.querySelector('#id_body').form).get('body')")
    assert sent == "<p>ก่อนหลังสุด</p>"
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert page.evaluate(VALUE) == ""
    page.keyboard.insert_text("ใหม่")
    save_and_leave(page)
    assert Article.objects.get().body == "<p>ใหม่</p>"
