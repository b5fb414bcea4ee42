"""Inline content as a list of runs: text with its marks, as ProseMirror holds it.

In this form nesting has no meaning, so every way to write the same text gives the same HTML.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsroom.body.model.languages import split_by_script
from newsroom.body.parsing.tree import Element, Node
from newsroom.thai.clean import clean, is_blank

LINE_BREAK = "\n"  # the text of a run that is a `<br>`
# Mark tags from the outside to the inside: the order of the editor's extensions.
MARK_TAGS = ("a", "span", "strong", "em", "u", "s", "sub", "sup", "cite", "code")
_RANK = {tag: rank for rank, tag in enumerate(MARK_TAGS)}
_WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
_TO_COLLAPSE = ("  ", "\n", "\t", "\r", "\f")
_SURELY_VISIBLE = re.compile(r"[0-9A-Za-z\u0e01-\u0e2e]")


class Mark(NamedTuple):
    """`value` is the `href` of an `a`, the `lang` of a `span`."""

    rank: int
    tag: str
    value: str = ""


Marks = tuple[Mark, ...]
Run = tuple[str, Marks]

# Removed at both ends of a line; a no-break space between words stays.
_EDGE_SPACES = " \u00a0"


def mark(tag: str, value: str = "") -> Mark:
    return Mark(_RANK[tag], tag, value)


def with_mark(marks: Marks, new: Mark) -> Marks:
    """`marks` with one more, sorted; it takes the place of another with its tag."""
    if not marks or new in marks:
        return marks or (new,)
    return tuple(sorted([*(old for old in marks if old.rank != new.rank), new]))


def without_mark(marks: Marks, tag: str) -> Marks:
    return tuple(old for old in marks if old.tag != tag)


def tidy_runs(runs: list[Run], *, is_clean: bool = False) -> list[Run]:
    """Runs with clean text (T-N1) and white space collapsed; none if nothing of it is visible.

    Neighbours with the same marks are one run; no white space at the ends of lines, no line break
    at the ends. `is_clean`: each text is clean already.
    """
    if len(runs) == 1 and runs[0][0] != LINE_BREAK:
        text, marks = runs[0]
        runs = [(_collapse(text if is_clean else clean(text)).strip(_EDGE_SPACES), marks)]
    else:
        runs = _join_lines([_tidy_line(line) for line in _lines(runs)])
    return runs if is_visible(runs) else []


def split_scripts(runs: list[Run]) -> list[Run]:
    """Runs in which a passage in another script than Thai and Latin has a `span` with its language."""
    return [part for run in runs for part in _split_run(run)]


def _split_run(run: Run) -> list[Run]:
    text, marks = run
    if text.isascii():
        return [(text, without_mark(marks, "span"))]
    given = next((old.value for old in marks if old.tag == "span"), "")
    parts = split_by_script(text, given)
    if len(parts) == 1 and parts[0][1] == given:
        return [run]
    return [
        (part, with_mark(marks, mark("span", lang)) if lang else without_mark(marks, "span"))
        for part, lang in parts
    ]


def is_visible(runs: list[Run]) -> bool:
    return any(_SURELY_VISIBLE.search(text) or not is_blank(text) for text, _ in runs)


def plain(runs: list[Run]) -> str:
    return "".join(text for text, _ in runs)


def _collapse(text: str) -> str:
    # Several searches for a string are faster than one for a pattern.
    if any(part in text for part in _TO_COLLAPSE):
        return _WHITE_SPACE.sub(" ", text)
    return text


def _lines(runs: list[Run]) -> list[tuple[list[Run], Marks]]:
    """`(runs, marks of the line break behind them)` of each line; neighbours merged."""
    lines: list[tuple[list[Run], Marks]] = []
    line: list[Run] = []
    texts: list[str] = []
    marks: Marks = ()
    for text, run_marks in [*runs, (LINE_BREAK, ())]:
        if texts and (text == LINE_BREAK or run_marks != marks):
            line.append(("".join(texts), marks))
            texts = []
        if text == LINE_BREAK:
            lines.append((line, run_marks))
            line = []
        else:
            texts.append(text)
            marks = run_marks
    return lines


def _tidy_line(line: tuple[list[Run], Marks]) -> tuple[list[Run], Marks]:
    runs, break_marks = line
    tidy: list[Run] = []
    ends_with_space = True
    for text, marks in runs:
        text = _collapse(clean(text))
        if ends_with_space:
            text = text.lstrip(" " if tidy else _EDGE_SPACES)
        if text:
            ends_with_space = text[-1] == " "
            tidy.append((text, marks))
    while tidy and tidy[-1][0].endswith((" ", "\u00a0")):
        text, marks = tidy.pop()
        if text := text.rstrip(_EDGE_SPACES):
            tidy.append((text, marks))
    return tidy, break_marks


def _join_lines(lines: list[tuple[list[Run], Marks]]) -> list[Run]:
    while lines and not is_visible(lines[-1][0]):
        lines.pop()
    joined: list[Run] = []
    for runs, break_marks in lines:
        if joined or is_visible(runs):
            joined += runs
            joined.append((LINE_BREAK, break_marks))
    joined = joined[:-1]
    # Cleaning may have made neighbours equal.
    merged: list[Run] = []
    for text, marks in joined:
        if merged and LINE_BREAK not in (text, merged[-1][0]) and merged[-1][1] == marks:
            merged[-1] = (merged[-1][0] + text, marks)
        else:
            merged.append((text, marks))
    return merged


def elements(runs: list[Run]) -> list[Node]:
    """The runs as nodes: each mark an element around as many neighbours as have it."""
    root: list[Node] = []
    open_marks: list[Mark] = []
    targets: list[list[Node]] = [root]
    for text, marks in runs:
        kept = 0
        while kept < len(open_marks) and kept < len(marks) and open_marks[kept] == marks[kept]:
            kept += 1
        del open_marks[kept:], targets[kept + 1 :]
        for new in marks[kept:]:
            attrs = {"a": {"href": new.value}, "span": {"lang": new.value}}.get(new.tag, {})
            element = Element(new.tag, dict(attrs))
            targets[-1].append(element)
            open_marks.append(new)
            targets.append(element.children)
        targets[-1].append(Element("br") if text == LINE_BREAK else text)
    return root
