"""Cuts an export's text into its head and its items, whatever is broken inside them."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.transfer.xml.elements import (
    CDATA_END,
    CDATA_START,
    Faults,
    XmlElement,
    parse_element,
)

# An item with all its comments; anything larger is not an export.
MAX_ITEM_LENGTH = 64_000_000
MAX_HEAD_LENGTH = 64_000_000


class BrokenExport(ValueError):
    """The file is not a readable export; the message says why, in Thai."""


class ItemScanner:
    """Cuts a stream of text into what precedes the first `<item>`, and the items."""

    def __init__(self, pieces: Iterator[str], tag: str, root: str) -> None:
        """`tag` is the name of an item (`item`, `entry`), `root` of what holds all (`rss`, `feed`)."""
        self.pieces, self.tag, self.end_tag, self.root = pieces, tag, f"</{tag}>", root
        self.buffer, self.is_at_end = "", False
        self.count, self.is_complete = 0, False

    def head(self) -> str:
        """Everything before the first item, or all of it."""
        position = 0
        while (start := _find_item(self.buffer, position, self.tag)) < 0:
            position = max(0, len(self.buffer) - 10)
            if len(self.buffer) > MAX_HEAD_LENGTH or not self._read():
                head, self.buffer = self.buffer, ""
                self.is_complete = f"</{self.root}" in head or "</channel" in head
                if f"<{self.root}" in head and not self.is_complete:
                    return head  # `elements` reports the cut, after the version was read
                self.is_complete = True
                return head
        head, self.buffer = self.buffer[:start], self.buffer[start:]
        return head

    def elements(self, containers: frozenset[str]) -> Iterator[tuple[XmlElement, Faults]]:
        """Each item, parsed, and what was broken in it.

        `containers`: the tags that hold elements. Raises `BrokenExport` after the last item of a
        file that has no end.
        """
        for source, is_cut in self.items():
            faults = Faults(has_broken_cdata=is_cut)
            yield parse_element(source, containers, faults), faults
        if not self.is_complete:
            raise BrokenExport(
                f"อ่านไฟล์ไม่ได้: ไฟล์ขาดตอนท้าย (อาจดาวน์โหลดมาไม่ครบ) หลังรายการที่ {self.count:,}"
            )

    def items(self) -> Iterator[tuple[str, bool]]:
        """Each item's source, and whether its end was found in a CDATA section never closed."""
        while self.buffer:
            end, is_cut = self._item_end()
            if end < 0:
                return
            self.count += 1
            yield self.buffer[:end], is_cut
            self.buffer = self.buffer[end:]
            if not self._skip_to_item():
                return

    def _skip_to_item(self) -> bool:
        """Drop what is between two items; False at the end of the channel."""
        position = 0
        while (start := _find_item(self.buffer, position, self.tag)) < 0:
            position = max(0, len(self.buffer) - 10)
            if not self._read():
                self.is_complete = f"</{self.root}" in self.buffer or "</channel" in self.buffer
                self.buffer = ""
                return False
        self.buffer = self.buffer[start:]
        return True

    def _item_end(self) -> tuple[int, bool]:
        """Where the item that the buffer begins with ends; -1 if the file ends before."""
        position, end = 0, -1
        while True:
            if end < position:
                end = self._find(self.end_tag, position)
            start = self.buffer.find(CDATA_START, position, end if end >= 0 else len(self.buffer))
            if start < 0:
                return (end + len(self.end_tag), False) if end >= 0 else (-1, False)
            close = self._find(CDATA_END, start)
            inside = self.buffer[start + 9 : close if close >= 0 else len(self.buffer)]
            if end >= 0 and (close < 0 or close > end) and _holds_next_item(inside, self.tag):
                return end + len(self.end_tag), True
            if close < 0:
                return (end + len(self.end_tag), True) if end >= 0 else (-1, False)
            position = close + len(CDATA_END)

    def _find(self, text: str, position: int) -> int:
        """The text's next place, reading on as far as needed; -1 if the file ends before."""
        while (found := self.buffer.find(text, position)) < 0:
            position = max(position, len(self.buffer) - len(text))
            if len(self.buffer) > MAX_ITEM_LENGTH:
                raise BrokenExport(f"อ่านไฟล์ไม่ได้: รายการที่ {self.count + 1:,} ใหญ่เกินไปหรือไม่มีจุดจบ")
            if not self._read():
                return -1
        return found

    def _read(self) -> bool:
        piece = next(self.pieces, None)
        if piece is None:
            self.is_at_end = True
            return False
        self.buffer += piece
        return True


def _find_item(text: str, position: int, tag: str) -> int:
    places = [text.find(f"<{tag}{end}", position) for end in "> "]
    return min((place for place in places if place >= 0), default=-1)


def _holds_next_item(section: str, tag: str) -> bool:
    """Whether a CDATA section has swallowed the end of its item and the beginning of the next."""
    _, end, rest = section.partition(f"</{tag}>")
    rest = rest.lstrip()
    if not end or not rest.startswith((f"<{tag}", "</channel")):
        return False
    return CDATA_START in rest or rest.startswith("</channel")
