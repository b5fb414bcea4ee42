"""The reader's choice of colours and size of text."""

from __future__ import annotations

from typing import Any

import pytest

from tests import builders
from tests.axe import TOO_WIDE, problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
TEXT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 23, 26)"


def choose(page: Any, label: str) -> None:
    page.locator(".all-sections summary").click()
    page.get_by_label(label, exact=True).check()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_follow_the_system_until_the_reader_chooses(browser_page: Any, system: str) -> None:
    article = builders.published_article()
    page = browser_page(width=390, dark=system == "dark")
    page.goto(article.get_absolute_url())
    assert page.evaluate(BACKGROUND) == {"light": LIGHT, "dark": DARK}[system]
    other, colour = {"light": ("มืด", DARK), "dark": ("สว่าง", LIGHT)}[system]
    choose(page, other)
    assert page.evaluate(BACKGROUND) == colour
    # On other pages, too, before they are painted.
    page.goto("/archive/")
    assert page.evaluate(BACKGROUND) == colour
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == LIGHT
    page.emulate_media(media="screen")
    choose(page, "ตามเครื่อง")
    assert page.evaluate(BACKGROUND) == {"light": LIGHT, "dark": DARK}[system]


@pytest.mark.parametrize("width", [320, 1280])
def test_larger_text_fits_the_screen(browser_page: Any, width: int) -> None:
    article = builders.published_article(headline="รองปลัดกระทรวงมหาดไทยประชุมคณะกรรมการกลาง" * 3)
    page = browser_page(width=width)
    page.goto(article.get_absolute_url())
    normal = page.evaluate(TEXT_SIZE)
    choose(page, "ใหญ่มาก")
    page.reload()
    assert page.evaluate(TEXT_SIZE) > normal * 1.3
    assert page.evaluate(TOO_WIDE) == ""


def test_the_panel_is_accessible_and_what_is_stored_may_be_nonsense(browser_page: Any) -> None:
    builders.published_article()
    page = browser_page(width=390)
    page.goto("/")
    page.evaluate(
        "localStorage.setItem('display-theme', 'x y'); localStorage.setItem('display-text', '')"
    )
    page.reload()
    assert page.evaluate(BACKGROUND) == LIGHT
    page.locator(".all-sections summary").click()
    assert problems(page, "panel") == []


@pytest.mark.parametrize("percent", [150, 200])
def test_text_that_the_browser_enlarges_needs_no_sideways_scrolling(
    browser_page: Any, percent: int
) -> None:
    """WCAG 1.4.4: letters of up to twice their size, on a phone."""
    article = builders.published_article(
        headline="รองปลัดกระทรวงมหาดไทยประชุมคณะกรรมการกลาง" * 3,
        lead_photo=builders.photo(),
        tags=["เทศบาลนครนครศรีธรรมราช"],
        body="<p>ราคา 1,200,000 บาท</p><table><tbody><tr><td>ก</td></tr></tbody></table>",
    )
    builders.visible_comment(article)
    page = browser_page(width=390)
    for url in (
        "/",
        article.get_absolute_url(),
        "/section/local/",
        "/archive/",
        "/search/?q=รองปลัด",
    ):
        page.goto(url)
        page.evaluate(f"document.documentElement.style.fontSize = '{106.25 * percent / 100}%'")
        assert page.evaluate(TOO_WIDE) == "", url
