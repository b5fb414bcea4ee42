"""The limit on nesting: ordinary HTML is untouched, whatever nests too deeply keeps its text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from newsroom.body.parsing.nesting import MAX_OPEN_ELEMENTS, limit_nesting
from newsroom.body.parsing.tree import MAX_DEPTH, Element, parse, serialize
from tests.body.strategies import raw_html


@pytest.mark.parametrize(
    "html",
    [
        "<p>ก</p>" * 500,
        "<p><b>ก</b> <a href='x>y'>ข</a><br></p>" * 300,
        "<ul>" + "<li>ก<ul><li>ข</ul>" * 200 + "</ul>",
        "<table>" + "<tr><td>ก<td>ข" * 300 + "</table>",
        "<!-- <div> -->" * 300,
        "<script>if (a<b) '<div>'</script>" * 300,
        "<p>ก < ข</p>" * 300,
    ],
)
def test_html_that_nests_little_is_left_alone(html: str) -> None:
    assert limit_nesting(html) == (html, 0)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>", "<b>", "<font size=1>", "<blockquote>", "<ul><li>", "<table><tr><td>",
        "<div><table></div></table>", "<a><div>", "<svg><style><div>", "<!----!><div>",
    ],
)  # fmt: skip
def test_what_nests_too_deeply_keeps_its_text(unit: str) -> None:
    html = f"{unit}ก" * 1000
    limited, removed_count = limit_nesting(html)
    assert removed_count > 500
    assert limited.count("ก") == 1000
    root, _ = parse(html)
    assert _depth(root) <= MAX_DEPTH + 1
    assert root.text().count("ก") == 1000
    assert limit_nesting(f"{unit}ก" * MAX_OPEN_ELEMENTS)[0].count("ก") == MAX_OPEN_ELEMENTS


def _depth(root: Element) -> int:
    deepest, stack = 0, [(root, 0)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        stack += [(child, depth + 1) for child in element.children if isinstance(child, Element)]
    return deepest


@given(raw_html)
def test_a_tree_written_and_parsed_again_has_the_same_text(html: str) -> None:
    assume("<script" not in html)  # whose text is written as it stands
    root, _ = parse(html)
    assert parse(serialize(root.children))[0].text().split() == root.text().split()
