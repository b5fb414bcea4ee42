"""What Playwright does not have: dropped files, pasted pictures, the editor's caret, CSP-safe waiting."""

from __future__ import annotations

import base64
import mimetypes
import time
from typing import Any

# Dispatches drag or paste events at the middle of an element.
_DISPATCH = """([selector, files, texts, types]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files)
    data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name, { type }));
  for (const [type, text] of texts) data.setData(type, text);
  const target = document.querySelector(selector);
  const { left, top, width, height } = target.getBoundingClientRect();
  const position = { clientX: left + width / 2, clientY: top + height / 2 };
  for (const eventType of types) target.dispatchEvent(eventType === "paste"
    ? new ClipboardEvent(eventType, { bubbles: true, cancelable: true, clipboardData: data })
    : new DragEvent(eventType, { bubbles: true, cancelable: true, dataTransfer: data, ...position }));
  return document.querySelectorAll("progress").length;
}"""


def _encoded(files: dict[str, bytes]) -> list[list[str]]:
    return [
        [name, mimetypes.guess_type(name)[0] or "", base64.b64encode(data).decode()]
        for name, data in files.items()
    ]


def drop(page: Any, selector: str, files: dict[str, bytes]) -> int:
    """Drop files on an element; returns how many progress bars the page shows at once."""
    types = ["dragenter", "dragover", "drop"]
    return page.evaluate(_DISPATCH, [selector, _encoded(files), [], types])


def paste(page: Any, selector: str, files: dict[str, bytes] | None = None, **texts: str) -> None:
    """Paste into an element: `files`, `plain` text, `html`."""
    data = [(f"text/{subtype}", text) for subtype, text in texts.items()]
    page.evaluate(_DISPATCH, [selector, _encoded(files or {}), data, ["paste"]])


def move_caret_to_end(page: Any, selector: str) -> None:
    """Focus the body editor (`.tiptap`) with the caret behind its last character.

    By the editor's own command: after a click and Control+End it learns of the selection only with
    the browser's `selectionchange` event, which a busy machine may deliver after the next input.
    """
    editor = page.locator(selector)
    editor.focus()  # a click may select a block in the middle
    editor.evaluate("element => { element.editor.commands.focus('end'); }")


def choose_photos(page: Any, *indexes: int) -> None:
    """In the open photo dialog, choose photos of the library; of one that takes one, click it."""
    for index in indexes:
        page.locator(".photo-dialog [data-choose]").nth(index).click()
    if page.locator(".photo-dialog [data-done]").is_visible():
        page.click(".photo-dialog [data-done]")


def save_and_leave(page: Any) -> None:
    """Save the article's form and go back to the list, by the menu of its bar."""
    page.click(".desk-bar .desk-menu summary")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/article/")


def wait_until(page: Any, expression: str, seconds: float = 10) -> None:
    """Wait until a JavaScript expression is true.

    `page.wait_for_function` evaluates a string again in the page, which our CSP refuses.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"not true within {seconds} s: {expression}"
        page.wait_for_timeout(50)
