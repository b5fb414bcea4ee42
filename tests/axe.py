"""Pages held to axe: WCAG 2.2 AA and best practice, in both colour schemes."""

from __future__ import annotations

from functools import cache
from typing import Any

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# All that colours decide; the rest is the same in the dark. All that colours and width decide.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
LAYOUT_RULES = [*COLOUR_RULES, "target-size", "scrollable-region-focusable", "css-orientation-lock"]
OF_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": COLOUR_RULES},
}
OF_LAYOUT = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": LAYOUT_RULES},
}

SETTLED = """() => {
  getComputedStyle(document.body).color;
  const ends = document.getAnimations().map((one) => one.finished.catch(() => null));
  return Promise.race([Promise.all(ends), new Promise((end) => setTimeout(end, 1000))]).then(() => null);
}"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const wide = [...document.querySelectorAll("body *")].find(
    (element) => element.getBoundingClientRect().right > width && !element.children.length,
  );
  return wide ? wide.outerHTML.slice(0, 200) : "an element";
}"""


# What stays in sight lies on what can be scrolled from below it, which axe takes for too small a target.
LET_GO = """() => {
  for (const element of document.querySelectorAll(".rail, .submit-row"))
    if (["sticky", "fixed"].includes(getComputedStyle(element).position))
      element.style.position = "static";
}"""


def problems(page: Any, name: str, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe minds of the page that is open, in the colours it has, and if it scrolls sideways."""
    page.evaluate(_script())
    page.evaluate(SETTLED)
    page.evaluate(LET_GO)
    told = [
        f"{name}: {rule}, {len(nodes)} times: {nodes[0]['html'][:150]} {nodes[0]['failureSummary']}"
        for rule, nodes in page.evaluate(RUN_FOR_NODES, {**rules, "preload": False})
    ]
    if too_wide := page.evaluate(TOO_WIDE):
        told.append(f"{name} scrolls sideways: {too_wide}")
    return told


RUN_FOR_NODES = """(options) => axe.run(options).then(({ violations }) => violations.map(
  ({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => ({ html, failureSummary }))]))"""
RUN = """(options) => axe.run(options).then(({ violations }) => violations.map(
  ({ id, help, nodes }) => [id, help, ...nodes.map(({ html }) => html)].join("\\n    ")))"""


def assert_good(page: Any, name: str = "", rules: dict[str, Any] = RULES) -> None:
    """Fail with what axe minds of the page that is open, or if it scrolls sideways."""
    page.evaluate(_script())
    for scheme, rules_of_scheme in (("light", rules), ("dark", OF_COLOURS)):
        page.emulate_media(color_scheme=scheme)
        # Colours that change slowly are looked at when they have changed.
        page.evaluate(SETTLED)
        violations = page.evaluate(RUN, rules_of_scheme)
        assert violations == [], f"{name}, {scheme}:\n" + "\n".join(violations)
    page.emulate_media(color_scheme="light")
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    ), f"{name} scrolls sideways"


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)
