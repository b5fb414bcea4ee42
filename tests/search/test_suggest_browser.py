"""Suggestions in the search field: their script comes with the first focus and misses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCRIPTS = "[...document.scripts].map(one => one.src).filter(src => src.includes('search-suggest'))"


def test_suggestions_come_while_a_reader_types(browser_page: Any) -> None:
    article = builders.published_article(headline="น้ำท่วมถึงโรงพยาบาล")
    page = browser_page(width=1280)
    page.goto("/archive/")
    assert page.evaluate(SCRIPTS) == []
    field = page.locator("#q")
    field.fill("น้ำท่วม")
    expect(field).to_have_attribute("aria-expanded", "true")
    option = page.locator(".suggestions li")
    expect(option).to_contain_text("น้ำท่วมถึงโรงพยาบาล")
    assert len(page.evaluate(SCRIPTS)) == 1
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(f"**{article.get_absolute_url()}")


def test_a_field_that_only_got_the_focus_suggests_nothing(browser_page: Any) -> None:
    builders.published_article(headline="น้ำท่วมถึงโรงพยาบาล")
    page = browser_page(width=1280)
    page.goto("/search/?q=น้ำท่วม")
    page.locator("#query").focus()
    page.wait_for_function(f"{SCRIPTS}.length === 1")
    page.wait_for_timeout(400)
    assert page.locator(".suggestions li").count() == 0
    page.locator("#query").fill("น้ำท่วมถึง")
    expect(page.locator(".suggestions li").first).to_be_visible()
