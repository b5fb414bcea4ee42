"""Pages held to axe: WCAG 2.2 AA and best practice, in both colour schemes."""

from __future__ import annotations

from typing import Any

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# All that colours decide; the rest is the same in the dark.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

SETTLED = """() => {
  getComputedStyle(document.body).color;
  const ends = document.getAnimations().map((one) => one.finished.catch(() => null));
  return Promise.race([Promise.all(ends), new Promise((end) => setTimeout(end, 1000))]).then(() => null);
}"""


def assert_good(page: Any, name: str = "") -> None:
    """Fail with what axe minds of the page that is open, or if it scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    for scheme, rules in (("light", RULES), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=scheme)
        # Colours that change slowly are looked at when they have changed.
        page.evaluate(SETTLED)
        found = Axe().run(page, options=rules)
        assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    ), f"{name} scrolls sideways"
