"""An editor hangs a note on what she has selected; the reporter clicks on it and resolves it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.articles.workflow import transitions
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "<p>น้ำท่วม 3 หมู่บ้าน</p><p>รวม <strong>3</strong> หมู่บ้าน และ 3 หมู่บ้าน</p>"
SELECT = """([block, from, to]) => {
  const paragraph = document.querySelectorAll(".tiptap p, .text-for-reading p")[block];
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    if (from >= at && from < at + data.length) range.setStart(walker.currentNode, from - at);
    if (to > at && to <= at + data.length) range.setEnd(walker.currentNode, to - at);
    at += data.length;
  }
  paragraph.closest("[contenteditable]")?.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def middle_of(page: Any, first: int, last: int) -> tuple[float, float]:
    """Where letters of the second paragraph are on the screen."""
    page.evaluate(SELECT, [1, first, last])
    x, y = page.evaluate(
        """() => {
          const range = getSelection().getRangeAt(0);
          range.startContainer.parentElement.scrollIntoView({ block: "center" });
          const { left, top, width, height } = range.getBoundingClientRect();
          getSelection().collapse(range.startContainer, range.startOffset);
          return [left + width / 2, top + height / 2];
        }"""
    )
    return x, y


@pytest.mark.parametrize("width", [1280, 390])
def test_a_note_hangs_on_a_passage_until_it_is_resolved(
    width: int, browser_page: Any, sign_in: Any
) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer")
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.draft_article(created_by=reporter, body=BODY)
    transitions.send_to_review(article, by=reporter)
    url = f"/admin/articles/article/{article.pk}/change/"

    desk = browser_page(width=width, touch=width < 1100)
    sign_in(desk, editor)
    desk.goto(url)
    desk.locator(".tiptap").wait_for()
    if width < 1100:
        desk.click("[data-panel-toggle]")
    desk.click("[data-fold=notes] summary >> nth=0")
    choose = desk.locator("[data-note-passage]")
    expect(choose).to_be_hidden()
    if width < 1100:
        desk.click("[data-panel-toggle]")
    # The third of three equal passages; a button at the selection opens the panel.
    desk.evaluate(SELECT, [1, 19, 29])
    if width < 1100:
        desk.get_by_role("button", name="เขียนโน้ต").tap()
    else:
        desk.locator(".selection-bar").get_by_role("button", name="โน้ต").click()
    expect(desk.locator(".note-target .note-quote")).to_have_text("3 หมู่บ้าน")
    expect(desk.locator("#id_note")).to_be_focused()
    assert desk.evaluate("CSS.highlights.get('noted').size") == 1
    desk.keyboard.insert_text("ตรวจจำนวนอีกครั้ง")
    desk.click(".note-buttons [type=submit]")
    expect(desk.locator(".note-list .note-text")).to_have_text("ตรวจจำนวนอีกครั้ง")
    assert desk.input_value("#id_note") == ""
    note = article.notes.get()
    assert (note.quote, note.occurrence) == ("3 หมู่บ้าน", 3)
    assert desk.evaluate("CSS.highlights.get('noted').size") == 1
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    # The passage leads to its note; on a phone by a button, because the panel covers the text.
    if width < 1100:
        desk.keyboard.press("Escape")
        desk.touchscreen.tap(*middle_of(desk, 19, 29))
        expect(desk.locator(".desk-panel")).to_be_hidden()
        desk.get_by_role("button", name="ดูโน้ต: ตรวจจำนวนอีกครั้ง").click()
    else:
        desk.click("[data-fold=notes] summary >> nth=0")
        desk.mouse.click(*middle_of(desk, 0, 4))
        expect(desk.locator(".note-list")).to_be_hidden()
        desk.mouse.click(*middle_of(desk, 19, 29))
    expect(desk.locator(".note-shown .note-text")).to_be_in_viewport()

    # He may only read it while it waits; the passage is found there, too.
    reader = browser_page(width=width, touch=width < 1100)
    sign_in(reader, reporter)
    reader.goto(url)
    reader.locator(".text-for-reading").wait_for()
    if width < 1100:
        reader.click("[data-panel-toggle]")
    reader.click(".note-list .note-text")
    assert reader.evaluate("getSelection().toString()").split() == ["3", "หมู่บ้าน"]
    assert reader.evaluate("getSelection().getRangeAt(0).startContainer.data.includes('และ')")
    # In a text that is only read a note begins by a button or the keys.
    reader.get_by_role("button", name="เขียนโน้ต").click()
    expect(reader.locator("#id_note")).to_be_focused()
    reader.locator("[data-note-whole]").click()
    reader.evaluate(SELECT, [0, 0, 7])
    reader.keyboard.press("Control+Alt+m")
    expect(reader.locator(".note-target .note-quote")).to_have_text("น้ำท่วม")
    if width < 1100:
        reader.keyboard.press("Escape")
    if width < 1100:
        reader.click("[data-panel-toggle]")
    reader.click(".note-list .note-action")
    expect(reader.locator(".notes-resolved summary")).to_have_text("แก้แล้ว 1")
    note.refresh_from_db()
    assert note.resolved_by == reporter

    # The passage is written anew: the note stays and says that it is gone.
    desk.reload()
    desk.locator(".tiptap").wait_for()
    if width < 1100:
        desk.click("[data-panel-toggle]")
    if not desk.locator("[data-fold=notes]").evaluate("fold => fold.open"):
        desk.click("[data-fold=notes] summary >> nth=0")
    desk.click(".notes-resolved summary")
    desk.click(".notes-resolved .note-action")
    expect(desk.locator(".note-list .note-quote")).to_have_count(1)
    desk.locator(".tiptap").evaluate(
        "element => element.editor?.commands.setContent('<p>น้ำลดแล้ว</p>')"
    )
    expect(desk.locator(".tiptap")).to_have_text("น้ำลดแล้ว")
    desk.click("button.note-quote")
    expect(desk.locator(".note-lost")).to_be_visible()
