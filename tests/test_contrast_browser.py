"""Texts of readers' pages, light and dark: contrast of 7:1; forced colours show what is where."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.articles.models import Article
from newsroom.fields.palettes import PALETTES
from newsroom.site.models import SiteSettings
from tests import axe, builders
from tests.contrast import COLOURS, faint_texts
from tests.test_every_page import error_pages, fulfil_with, full_site, pages

__all__ = ["full_site"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN_DETAILS = "for (const one of document.querySelectorAll('details')) one.open = true"
# Whether a border is on all sides of an element: the least contrast with what is around it, and
# that of the side below.
EDGES = (
    f"(selector) => {{ {COLOURS}"
    """
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => {
        const style = getComputedStyle(element);
        const back = ground(element.parentElement);
        const sides = ["Top", "Right", "Bottom", "Left"].map((side) =>
          style[`border${side}Style`] === "solid" && parseFloat(style[`border${side}Width`]) >= 1
            ? contrast(over(rgba(style[`border${side}Color`]), back), back)
            : 1);
        return [element.textContent.trim() || element.name, Math.min(...sides), sides[2]];
      });
    }"""
)
LINES_OF_HEADINGS = """[...document.querySelectorAll(".section-heading")].map((one) =>
  [getComputedStyle(one, "::before").backgroundColor, getComputedStyle(one).borderTopColor])"""


def faint(page: Any, name: str) -> list[str]:
    """The faint texts of the open page in both colour schemes."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(axe.SETTLED)
        count, texts = faint_texts(page)
        assert count, (name, scheme)
        found += [f"{name}, {scheme}: {text}" for text in texts]
    page.emulate_media(color_scheme="light")
    return found


def test_every_text_of_every_page_has_a_contrast_of_seven(
    full_site: Article, browser_page: Any
) -> None:
    page = browser_page()
    found = []
    for name, url in pages(full_site).items():
        page.goto(url)
        page.evaluate(OPEN_DETAILS)
        found += faint(page, name)
    for name, html in error_pages().items():
        page.route(f"**/{name}/", fulfil_with(html))
        page.goto(f"/{name}/")
        found += faint(page, name)
    # Chromium logs the pages with status 404 and 410 as failed loads.
    page.problems[:] = [text for text in page.problems if "Failed to load resource" not in text]
    assert found == []


@pytest.mark.parametrize("palette", PALETTES)
def test_texts_and_buttons_under_the_pointer_have_it_in_every_palette(
    browser_page: Any, palette: str
) -> None:
    SiteSettings(name="อ่าวทรายโพสต์", palette=palette).save()
    article = builders.published_article()
    page = browser_page()
    page.goto(article.get_absolute_url())
    assert faint(page, palette) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for button in page.locator("button:visible, .button:visible").all():
            button.hover()
            assert faint_texts(page)[1] == [], scheme


def test_a_faint_text_is_found(browser_page: Any) -> None:
    builders.published_article()
    page = browser_page()
    page.goto("/")
    page.evaluate("document.querySelector('.card-headline a').style.color = '#767676'")
    _, found = faint_texts(page)
    assert {text.split()[0] for text in found} == {"4.35"}
    page.evaluate("document.querySelector('.card-headline a').style.opacity = '0.5'")
    assert {text.split()[0] for text in faint_texts(page)[1]} == {"1.90"}


@pytest.mark.parametrize("width", [390, 1280])
def test_forced_colours_show_the_current_section_and_where_buttons_end(
    full_site: Article, browser_page: Any, width: int
) -> None:
    page = browser_page(width=width)
    page.emulate_media(forced_colors="active")
    urls, count = pages(full_site), 0
    for name in ("home", "article", "section", "search", "reply"):
        page.goto(urls[name])
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        page.evaluate(OPEN_DETAILS)
        controls = page.evaluate(EDGES, "button, .button, .share a, input[type=search], textarea")
        count += len(controls)
        assert [label for label, edge, _ in controls if edge < 3] == [], name
        lines = page.evaluate(EDGES, ".section-nav > .wrap > ul a")
        current = page.locator(".section-nav > .wrap > ul a[aria-current]").all_text_contents()
        assert [label for label, _, line in lines if line >= 3] == current, name
        assert len(current) == (name in ("home", "article", "section")), name
        # The short bar above a heading leaves no hole in the line that it stands on.
        assert all(bar == line for bar, line in page.evaluate(LINES_OF_HEADINGS)), name
    assert count >= 10
