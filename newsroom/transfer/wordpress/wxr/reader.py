"""Reads WordPress export files (WXR 1.0–1.2, an RSS dialect) item by item, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsroom.transfer.wordpress.wxr.items import (
    WpAuthor,
    WpCategory,
    WpItem,
    WpSite,
    parse_id,
    read_item,
)
from newsroom.transfer.xml.elements import Faults, XmlElement, parse_element
from newsroom.transfer.xml.encoding import UnknownEncoding, detect_encoding, read_text
from newsroom.transfer.xml.scanner import BrokenExport, ItemScanner

SUPPORTED_VERSIONS = ("1.0", "1.1", "1.2")
CONTAINERS = frozenset(
    {"item", "wp:comment", "wp:postmeta", "wp:commentmeta", "wp:author", "wp:category", "wp:tag",
     "wp:term", "wp:termmeta", "channel", "rss", "image"}
)  # fmt: skip


class WxrReader:
    """One export file. Iterate `items()`; `site` is complete once the first item is yielded."""

    def __init__(self, path: Path) -> None:
        """Raises `BrokenExport` if the encoding is unknown."""
        self.path = path
        self.site = WpSite()
        try:
            self.encoding = detect_encoding(path)
        except UnknownEncoding as error:
            raise BrokenExport(str(error)) from error

    def items(self) -> Iterator[WpItem]:
        """The items in file order. Raises `BrokenExport` for a file that is no whole export."""
        scanner = ItemScanner(read_text(self.path, self.encoding), "item", "rss")
        self._read_head(scanner.head())
        for element, faults in scanner.elements(CONTAINERS):
            item = read_item(element)
            item.faults += faults.notes()
            yield item

    def _read_head(self, head: str) -> None:
        if not head.strip("\ufeff \t\r\n"):
            raise BrokenExport("ไฟล์ว่างเปล่า")
        if "<" not in head:
            raise BrokenExport("อ่านไฟล์ไม่ได้: ไฟล์ไม่ใช่ XML ที่ถูกต้อง")
        start = head.find("<rss")
        if start < 0:
            raise BrokenExport("ไฟล์นี้ไม่ใช่ไฟล์ส่งออกของ WordPress (WXR)")
        start = max(head.find("<channel", start), start)
        root = parse_element(head[start:], CONTAINERS, Faults())
        channel = next((child for child in root.children if child.name == "channel"), root)
        for element in channel.children:
            self._read_channel_element(element)
        if not self.site.version:
            raise BrokenExport("ไฟล์นี้ไม่ใช่ไฟล์ส่งออกของ WordPress (ไม่มี wxr_version)")
        if self.site.version not in SUPPORTED_VERSIONS:
            raise BrokenExport(f"ไม่รองรับ WXR รุ่น {self.site.version[:20]} (รองรับ 1.0 ถึง 1.2)")

    def _read_channel_element(self, element: XmlElement) -> None:
        name, text = element.local_name, element.text.strip()
        values = {key: value.strip() for key, value in element.texts().items()}
        if name == "title":
            self.site.title = self.site.title or text
        elif name == "wxr_version":
            self.site.version = text
        elif name in ("base_blog_url", "link") and text:
            self.site.url = text
        elif name == "author" and values.get("author_login"):
            login = values["author_login"]
            full_name = (
                f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}"
            )
            display = values.get("author_display_name") or full_name.strip() or login
            self.site.authors[login] = WpAuthor(
                parse_id(values.get("author_id", "")), login, display
            )
        elif name == "category" and values.get("category_nicename"):
            nicename = values["category_nicename"]
            self.site.categories[nicename] = WpCategory(
                parse_id(values.get("term_id", "")),
                nicename,
                values.get("cat_name", ""),
                values.get("category_parent", ""),
            )
        elif name == "tag" and values.get("tag_slug"):
            self.site.tags[values["tag_slug"]] = WpCategory(
                parse_id(values.get("term_id", "")), values["tag_slug"], values.get("tag_name", "")
            )
