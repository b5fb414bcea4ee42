"""The list of contents of a long story, from its headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.body.parsing.tree import Element, parse

# With fewer headings a list of them says less than the text.
MIN_HEADINGS = 3
_LEVEL = "h2"


class Heading(NamedTuple):
    """An entry of the list of contents."""

    id: str
    text: str


def add_heading_ids(blocks: Sequence[Element]) -> None:
    """Give the main headings of a text an id, if there are enough for a list of contents."""
    headings = [block for block in blocks if block.tag == _LEVEL]
    if len(headings) < MIN_HEADINGS:
        return
    taken = {block.get("id") for block in blocks}
    for number, heading in enumerate(headings, 1):
        if not heading.get("id"):
            own = f"part-{number}"
            while own in taken:
                own += "-"
            taken.add(own)
            heading.attrs["id"] = own


def contents(html: str) -> list[Heading]:
    """The main headings of rendered HTML; empty if there are fewer than `MIN_HEADINGS`."""
    blocks = (one for one in parse(html)[0].children if isinstance(one, Element))
    found = [
        Heading(block.get("id"), " ".join(block.text().split()))
        for block in blocks
        if block.tag == _LEVEL and block.get("id")
    ]
    return found if len(found) >= MIN_HEADINGS else []
