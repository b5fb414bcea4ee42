"""WordPress export files (WXR 1.0–1.2) as a stream of plain items, however large the file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedIOBase
from pathlib import Path
from typing import IO

CHUNK = 1 << 16
# Bytes XML 1.0 forbids; none of them is ever part of a UTF-8 or Thai (TIS-620) letter.
_ILLEGAL = bytes(set(range(32)) - {9, 10, 13})
# Windows' name for its Thai encoding, which Python knows by another.
_WINDOWS_874 = re.compile(rb"(<\?xml[^>]{0,60}encoding=[\"'])(?:windows-874|x-windows-874)", re.I)
_ILLEGAL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)


class BrokenExport(ValueError):
    """The file is no WordPress export that can be read; the message says why, in Thai."""


@dataclass
class WpComment:
    """A comment as exported."""

    number: int
    parent: int
    author: str
    email: str
    body: str
    date: str
    approved: str
    type: str


@dataclass
class WpItem:
    """A post, page or attachment as exported; texts are raw."""

    number: int = 0
    type: str = "post"
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    status: str = ""
    date: str = ""
    date_gmt: str = ""
    modified_gmt: str = ""
    comment_status: str = ""
    password: str = ""
    attachment_url: str = ""
    categories: list[tuple[str, str]] = field(default_factory=list)  # (nicename, name)
    tags: list[tuple[str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[WpComment] = field(default_factory=list)


@dataclass
class WpSite:
    """What an export says before its items."""

    title: str = ""
    address: str = ""
    version: str = ""
    authors: dict[str, str] = field(default_factory=dict)  # login → display name
    categories: dict[str, str] = field(default_factory=dict)  # nicename → name
    tags: dict[str, str] = field(default_factory=dict)


class _Legible(BufferedIOBase):
    """A file without the control characters that real exports contain and XML forbids."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.rest = file, b""
        self.is_first = True

    def read(self, size: int | None = -1) -> bytes:
        chunk = self.file.read(CHUNK)
        if self.is_first:
            chunk = _WINDOWS_874.sub(rb"\1cp874", chunk)
            self.is_first = False
        data = (self.rest + chunk).translate(None, _ILLEGAL)
        # A reference may stand across the edge of two chunks: keep what could be its beginning.
        cut = data.rfind(b"&", -12) if chunk else -1
        data, self.rest = (data[:cut], data[cut:]) if cut >= 0 else (data, b"")
        data = _ILLEGAL_REFERENCE.sub(b"", data)
        return data if data or not chunk else self.read(size)


class Export:
    """One export file. Iterate `items()`; `site` is complete once the first item has come."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.site = WpSite()
        self.items_seen = 0

    def items(self) -> Iterator[WpItem]:
        """The items in file order. Raises `BrokenExport` where the file stops making sense."""
        with self.path.open("rb") as file:
            # Python's expat refuses entity bombs by itself (2.4.1 and later), and reads no DTD.
            events = ElementTree.iterparse(_Legible(file), events=("start", "end"))  # noqa: S314
            depth, channel = 0, None
            try:
                for event, element in events:
                    name = _local(element.tag)
                    depth += 1 if event == "start" else -1
                    if event == "start":
                        if depth == 1 and name != "rss":
                            raise BrokenExport("ไฟล์นี้ไม่ใช่ไฟล์ส่งออกของ WordPress (WXR)")
                        if depth == 2 and name == "channel":
                            channel = element
                    elif depth == 2 and channel is not None:
                        if name == "item":
                            self._require_wxr()
                            self.items_seen += 1
                            yield _item(element)
                        else:
                            self._learn(name, element)
                        channel.remove(element)  # what was read need not be kept
            except ElementTree.ParseError as error:
                raise BrokenExport(self._why(error)) from error
            except LookupError as error:
                raise BrokenExport(f"ไม่รู้จักรหัสอักขระของไฟล์: {error}") from error
            self._require_wxr()

    def _require_wxr(self) -> None:
        if not self.site.version:
            raise BrokenExport("ไฟล์นี้ไม่ใช่ไฟล์ส่งออกของ WordPress (ไม่มี wxr_version)")
        if self.site.version not in ("1.0", "1.1", "1.2"):
            raise BrokenExport(f"ไม่รองรับ WXR รุ่น {self.site.version} (รองรับ 1.0 ถึง 1.2)")

    def _learn(self, name: str, element: ElementTree.Element) -> None:
        text = (element.text or "").strip()
        values = {_local(child.tag): (child.text or "").strip() for child in element}
        if name == "title":
            self.site.title = text
        elif name == "wxr_version":
            self.site.version = text
        elif name in ("base_blog_url", "link") and text:
            self.site.address = text
        elif name == "author" and values.get("author_login"):
            self.site.authors[values["author_login"]] = (
                values.get("author_display_name") or values["author_login"]
            )
        elif name == "category" and values.get("category_nicename"):
            self.site.categories[values["category_nicename"]] = values.get("cat_name", "")
        elif name == "tag" and values.get("tag_slug"):
            self.site.tags[values["tag_slug"]] = values.get("tag_name", "")

    def _why(self, error: ElementTree.ParseError) -> str:
        line = error.position[0]
        start = self.path.open("rb").read(CHUNK)
        if not start.strip():
            return "ไฟล์ว่างเปล่า"
        reason = str(error)
        if any(sign in reason for sign in ("no element found", "unclosed", "partial character")):
            why = "ไฟล์ขาดตอนท้าย (อาจดาวน์โหลดมาไม่ครบ)"
        elif "invalid token" in reason and not _is_utf8(self.path):
            why = "อักขระไม่ใช่ UTF-8 (อาจเป็น TIS-620 หรือ Windows-874 ให้แปลงเป็น UTF-8 ก่อน)"
        else:
            why = "ไฟล์ไม่ใช่ XML ที่ถูกต้อง"
        return f"อ่านไฟล์ไม่ได้ที่บรรทัด {line:,}: {why} [{reason}]"


def _is_utf8(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            while chunk := file.readline():
                chunk.decode("utf-8")
        except UnicodeDecodeError:
            return False
    return True


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _item(element: ElementTree.Element) -> WpItem:
    item = WpItem()
    fields = {
        "title": "title", "link": "link", "guid": "guid", "creator": "creator",
        "status": "status", "post_date": "date", "post_date_gmt": "date_gmt",
        "post_modified_gmt": "modified_gmt", "comment_status": "comment_status",
        "post_password": "password", "attachment_url": "attachment_url", "post_type": "type",
    }  # fmt: skip
    for child in element:
        name, text = _local(child.tag), child.text or ""
        if name == "encoded":
            if "excerpt" in child.tag:
                item.excerpt = text
            else:
                item.content = text
        elif name == "post_id":
            item.number = _number(text)
        elif name == "category":
            filed = (child.get("nicename") or text, text)
            if child.get("domain") in ("tag", "post_tag"):
                item.tags.append(filed)
            elif child.get("domain", "category") == "category":
                item.categories.append(filed)
        elif name == "postmeta":
            values = {_local(one.tag): one.text or "" for one in child}
            item.meta[values.get("meta_key", "")] = values.get("meta_value", "")
        elif name == "comment":
            item.comments.append(_comment(child))
        elif name in fields:
            setattr(item, fields[name], text.strip())
    return item


def _comment(element: ElementTree.Element) -> WpComment:
    values = {_local(child.tag): child.text or "" for child in element}
    return WpComment(
        number=_number(values.get("comment_id", "")),
        parent=_number(values.get("comment_parent", "")),
        author=values.get("comment_author", ""),
        email=values.get("comment_author_email", "").strip(),
        body=values.get("comment_content", ""),
        date=values.get("comment_date_gmt") or values.get("comment_date", ""),
        approved=values.get("comment_approved", ""),
        type=values.get("comment_type", ""),
    )


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
