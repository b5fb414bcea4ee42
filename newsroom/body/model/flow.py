"""The content model: any tree as the blocks and runs that a body may contain.

`Flow` walks a tree once. Block elements end the paragraph before them, whatever they stand in;
inline elements become marks of the text inside, even across blocks (`<em><h3>…</h3><p>…</p></em>`).
So no block is ever inside an inline element, and no two spellings of one text differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.body import figures
from newsroom.body.conversion import Conversion
from newsroom.body.media import embeds
from newsroom.body.model import inline
from newsroom.body.model.elements import (
    BLOCK_HANDLERS,
    HANDLERS,
    HEADINGS,
    INVISIBLE,
    MARKS,
    PARAGRAPHS,
)
from newsroom.body.model.inline import LINE_BREAK, Marks, Run, mark, with_mark
from newsroom.body.model.languages import is_right_to_left
from newsroom.body.model.styles import apply_style, read_style
from newsroom.body.parsing.tree import Element, Node
from newsroom.body.sources.text_damage import mend_text
from newsroom.body.sources.word import typed_lists


class Flow:
    """Collects the blocks of one container: the body, a list item, a cell, a quotation, a figure.

    Blocks are elements of the tags `p`, `h1`–`h6`, `ul`, `ol`, `blockquote`, `pre`, `hr`, `table`,
    `figure`, and `figcaption` where `keeps_captions`. `inside` names the containers around.
    """

    def __init__(self, conversion: Conversion, inside: tuple[str, ...] = ()) -> None:
        self.conversion, self.inside = conversion, inside
        self.blocks: list[Element] = []
        self.runs: list[Run] = []
        self.block_tag = "p"
        self.keeps_lines = conversion.keeps_lines
        self.ids: list[str] = []  # anchors waiting for the next block with text
        self.seen_pictures: set[str] = set()
        self.stray_list: Element | None = None  # the list made of items that stand in none
        self.after: list[Element] = []  # pictures from the middle of a line, to come behind it

    def blocks_of(self, nodes: Sequence[Node], marks: Marks = ()) -> list[Element]:
        """The blocks of `nodes` in a flow of their own."""
        self.walk(nodes, marks)
        self.end_block()
        if self.ids and self.blocks:
            figures.add_ids(self.conversion, self.blocks[-1], self.ids)
        return self.blocks if self.inside else typed_lists(self.blocks, self.conversion)

    def nested(self, container: str) -> Flow:
        flow = Flow(self.conversion, (*self.inside, container))
        flow.keeps_lines = self.keeps_lines
        flow.seen_pictures = self.seen_pictures
        return flow

    def walk(self, nodes: Sequence[Node], marks: Marks) -> None:
        for node in nodes:
            if isinstance(node, str):
                if self.keeps_lines and "\n" in node:
                    self.add_lines(node, marks)
                elif self.runs or not node.isspace():
                    self.runs.append((node, marks))
            else:
                self.walk_element(node, marks)

    def walk_element(self, element: Element, marks: Marks) -> None:
        tag, attrs = element.tag, element.attrs
        if tag == "br":
            self.runs.append((LINE_BREAK, marks))
            return
        if tag in INVISIBLE:
            return
        if attrs:
            anchor = attrs.get("id") or (attrs.get("name") if tag == "a" else "")
            if anchor and not anchor.startswith("docs-internal-guid"):
                if tag in PARAGRAPHS or tag in BLOCK_HANDLERS:
                    self.end_block()
                self.ids.append(anchor)
            if "hidden" in attrs:
                return
        style = read_style(attrs["style"]) if "style" in attrs else None
        if style and style.is_hidden:
            return
        if handler := HANDLERS.get(tag):
            handler(self, element, marks)
            return
        name = MARKS.get(tag)
        if name and (name != "u" or not any(old.tag == "a" for old in marks)):
            marks = with_mark(marks, mark(name))
        if "lang" in attrs and self.conversion.has_other_scripts and (lang := attrs["lang"]):
            marks = with_mark(marks, mark("span", lang))
        before = self.keeps_lines
        if style:
            marks = apply_style(style, marks)
            self.keeps_lines = before or style.keeps_lines
        if tag in PARAGRAPHS:
            if self.runs or self.after:
                self.end_block()
            self.walk(element.children, marks)
            if self.runs or self.after:
                self.end_block()
        else:
            self.walk(element.children, marks)
        self.keeps_lines = before

    def add_lines(self, text: str, marks: Marks) -> None:
        """Text in which a line end is a line break and an empty line ends the paragraph."""
        is_first = True
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            if not is_first:
                self.runs.append((LINE_BREAK, marks))
            self.runs.append((line, marks))
            is_first = False

    def end_block(self) -> None:
        """The runs so far as one or more blocks; two line breaks in a row separate paragraphs."""
        runs, self.runs = self.runs, []
        after, self.after = self.after, []
        if runs:
            is_plain = self.block_tag != "p" or all(run[0] != LINE_BREAK for run in runs)
            for paragraph in [runs] if is_plain else self.paragraphs(runs):
                if tidy := inline.tidy_runs(paragraph, is_clean=self.conversion.is_clean):
                    self.add_block(tidy)
        self.blocks += after

    def paragraphs(self, runs: list[Run]) -> list[list[Run]]:
        """The paragraphs of several lines; WordPress plays a video whose URL has a line of its own."""
        found = split_paragraphs(runs)
        if self.conversion.is_wordpress:
            return [part for one in found for part in embeds.split_at_video_lines(one)]
        return found

    def add_block(self, runs: list[Run]) -> None:
        if self.block_tag == "p" and (embedded := embeds.embed_line(self.conversion, runs)):
            self.blocks += embedded
            return
        runs = [(mend_text(text, self.conversion), marks) for text, marks in runs]
        if self.conversion.has_other_scripts:
            runs = inline.split_scripts(runs)
        block = Element(self.block_tag)
        if self.block_tag in HEADINGS:
            runs = [(text, inline.without_mark(marks, "strong")) for text, marks in runs]
        if len(runs) == 1 and not runs[0][1] and not self.ids:
            block.children = [runs[0][0]]
            self.blocks.append(block)
            return
        languages = {old.value for _, marks in runs for old in marks if old.tag == "span"}
        if len(languages) == 1 and all(
            any(old.tag == "span" for old in marks) or not inline.is_visible([(text, marks)])
            for text, marks in runs
        ):
            block.attrs["lang"] = languages.pop()
            runs = [(text, inline.without_mark(marks, "span")) for text, marks in runs]
        if (languages or block.attrs) and is_right_to_left(inline.plain(runs)):
            block.attrs["dir"] = "auto"
        block.children = inline.elements(runs)
        if self.ids:
            figures.add_ids(self.conversion, block, self.ids)
            self.ids = []
        self.blocks.append(block)

    def add(self, *blocks: Element) -> None:
        self.end_block()
        self.blocks += blocks


def split_paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Runs split where an empty line is; a line of blanks is empty."""
    paragraphs: list[list[Run]] = [[]]
    breaks: list[Run] = []
    blanks: list[Run] = []
    for run in runs:
        if run[0] == LINE_BREAK:
            breaks.append(run)
            blanks = []
        elif breaks and not run[0].strip(" \t\n\f\r\xa0"):
            blanks.append(run)
        else:
            if len(breaks) > 1:
                paragraphs.append([])
            elif breaks:
                paragraphs[-1].append(breaks[0])
            paragraphs[-1] += [*blanks, run]
            breaks, blanks = [], []
    return paragraphs
