"""A limit on how deeply HTML nests, applied before it is parsed.

The tree construction of HTML walks the stack of open elements for most tags, and puts formatting
elements that were never closed into every paragraph again, so every HTML5 parser (lexbor and
html5ever were tried) takes quadratic time on deep nesting. `limit_nesting` reads the tags once, as
the standard's tokeniser does, and leaves out those that would nest too deeply. Their text stays.
"""

from __future__ import annotations

import re

MAX_OPEN_ELEMENTS = 100
VOID_TAGS = {
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
# The parser closes these itself; they nest only inside others that are counted.
_SELF_CLOSING_TAGS = {
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup",
    "colgroup", "caption", "html", "body", "head",
}  # fmt: skip
_FORMATTING_TAGS = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
}  # fmt: skip
# No end tag outside closes an element inside these.
_SCOPES = {"table", "applet", "marquee", "object", "template", "svg", "math", "button", "select"}
_RAW_TEXT_TAGS = {
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
}  # fmt: skip
_UNCOUNTED_TAGS = VOID_TAGS | _SELF_CLOSING_TAGS
_TAG_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*")
# Most tags: without attributes.
_BARE_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*)>")
_VALUE_OR_END = re.compile(r"=[\t\n\f\r ]*|>")
_COMMENT_END = re.compile(r"--!?>")


def limit_nesting(html: str) -> tuple[str, int]:
    """`html` without the tags that would open more than `MAX_OPEN_ELEMENTS`, and how many those are."""
    if html.count("<") <= MAX_OPEN_ELEMENTS:
        return html, 0
    return _NestingLimiter(html).run()


class _NestingLimiter:
    def __init__(self, html: str) -> None:
        self.html = html
        self.open_tags: list[str] = []
        self.removed: dict[str, int] = {}  # start tags left out whose end tags are still to come
        self.removed_count = 0
        lowered = html.lower()
        # In foreign content the elements of raw text are elements like all others.
        self.has_foreign_content = "<svg" in lowered or "<math" in lowered
        self.lowered = lowered if len(lowered) == len(html) else html

    def run(self) -> tuple[str, int]:
        html, kept, kept_to, position = self.html, [], 0, 0
        while True:
            start = html.find("<", position)
            if start < 0 or start + 1 >= len(html):
                break
            if bare := _BARE_TAG.match(html, start):
                is_end_tag, name, end = bool(bare[1]), bare[2].lower(), bare.end()
            else:
                is_end_tag = html[start + 1] == "/"
                name_match = _TAG_NAME.match(html, start + 1 + is_end_tag)
                if name_match is None:
                    position = self._after_markup_declaration(start, is_end_tag)
                    if position < 0:
                        break
                    continue
                end = self._tag_end(name_match.end())
                if end < 0:
                    break
                name = name_match.group().lower()
            if name not in _UNCOUNTED_TAGS and self._is_removed(name, is_end_tag):
                kept.append(html[kept_to:start])
                kept_to = end
                self.removed_count += 1
            position = end
            if name in _RAW_TEXT_TAGS and not is_end_tag and not self.has_foreign_content:
                position = self.lowered.find(f"</{name}", end)
                if position < 0:
                    break
        kept.append(html[kept_to:])
        return "".join(kept), self.removed_count

    def _after_markup_declaration(self, start: int, is_end_tag: bool) -> int:
        """Where a comment, doctype or lone `<` ends; -1 for one that the text's end closes."""
        html = self.html
        if html.startswith("<!--", start):
            match = _COMMENT_END.search(html, start + 2)
            return match.end() if match else -1
        if is_end_tag or html[start + 1] in "!?":
            end = html.find(">", start)
            return end + 1 if end >= 0 else -1
        return start + 1

    def _tag_end(self, position: int) -> int:
        """The index behind the `>` of a tag; quoted values may contain one. -1 if there is none."""
        html = self.html
        while match := _VALUE_OR_END.search(html, position):
            position = match.end()
            if match.group() == ">":
                return position
            quote = html[position : position + 1]
            if quote in ('"', "'"):
                position = html.find(quote, position + 1) + 1
                if position == 0:
                    return -1
        return -1

    def _is_removed(self, name: str, is_end_tag: bool) -> bool:
        if is_end_tag:
            if self.removed.get(name):
                self.removed[name] -= 1
                return True
            self._close(name)
            return False
        if name == "a":
            self._close(name)
        if len(self.open_tags) >= MAX_OPEN_ELEMENTS:
            self.removed[name] = self.removed.get(name, 0) + 1
            return True
        self.open_tags.append(name)
        return False

    def _close(self, name: str) -> None:
        """Close the innermost element of this name.

        Formatting inside a block goes on behind it, blocks inside formatting stay open.
        """
        for index in range(len(self.open_tags) - 1, -1, -1):
            if self.open_tags[index] == name:
                inside = self.open_tags[index + 1 :]
                if name not in _FORMATTING_TAGS:
                    inside = [tag for tag in inside if tag in _FORMATTING_TAGS]
                self.open_tags[index:] = inside
                return
            if self.open_tags[index] in _SCOPES:
                return
