"""Levels of headings: from `h2` on, without gaps."""

from __future__ import annotations

from newsroom.body.parsing.tree import Element

FIRST_LEVEL, LAST_LEVEL = 2, 4
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def shift_headings(blocks: list[Element]) -> None:
    """Headings by their place in the outline: the highest is `h2`, one below it `h3`, then `h4`."""
    outline: list[int] = []
    for block in blocks:
        level = _LEVELS.get(block.tag)
        if level is None:
            continue
        while outline and outline[-1] >= level:
            outline.pop()
        outline.append(level)
        block.tag = f"h{min(FIRST_LEVEL + len(outline) - 1, LAST_LEVEL)}"
