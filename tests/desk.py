"""A person at a screen of the newsroom, who looks at what comes."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.axe import SETTLED, TOO_WIDE
from tests.browser_input import move_caret_to_end
from tests.contrast import faint_texts

BODY = ".field-body .tiptap"
READABLE = 4.5  # WCAG 2.2, 1.4.3

# Whether the middle of an element is on the screen with nothing over it.
IN_SIGHT = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return Boolean(there) && (element.contains(there) || there.contains(element));
}"""


class Desk:
    """A person at a screen of one width, who reads it in these colours."""

    def __init__(self, page: Any, schemes: tuple[str, ...] = ("light", "dark")) -> None:
        self.page = page
        self.schemes = schemes
        self.found: list[str] = []
        page.on("response", self._note)

    def _note(self, response: Any) -> None:
        if response.status >= 400:
            self.found.append(f"{response.status} {response.url}")

    def look(self, name: str, primary: str) -> None:
        """Note in `found` what the open screen lacks; `primary` is the button one came for."""
        page = self.page
        button = page.locator(primary).locator("visible=true").first
        button.wait_for()
        if not button.evaluate(IN_SIGHT):
            self.found.append(f"{name}: {primary} is not in sight")
        if too_wide := page.evaluate(TOO_WIDE):
            self.found.append(f"{name} scrolls sideways: {too_wide}")
        for scheme in self.schemes:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            count, faint = faint_texts(page, READABLE)
            assert count > 5, name
            self.found += [f"{name}, {scheme}: {text}" for text in faint]
        page.emulate_media(color_scheme="light")

    def go(self, link: str) -> None:
        """Follow a link or press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(link).locator("visible=true").first.click()

    def place(self, name: str) -> None:
        """Go to a place of the rail, or to one in its menu."""
        link = self.page.locator(".rail-places").get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            self.page.click(".rail-more summary")
            link = self.page.locator(".rail-all").get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            link.first.click()

    def open_settings(self) -> None:
        """Open the panel beside the sheet, which narrow screens hide."""
        if self.page.locator("[data-panel-toggle]").is_visible():
            self.page.click("[data-panel-toggle]")

    def write(self, text: str) -> None:
        move_caret_to_end(self.page, BODY)
        self.page.keyboard.insert_text(text)

    def save(self) -> None:
        self.page.click("[name=_continue]")
        expect(self.page.locator("#desk-saved")).to_contain_text("บันทึกแล้ว")
