"""Reads Blogger's Atom files entry by entry: the old backup and the `feed.atom` of Google Takeout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.transfer.addresses.paths import split_url
from newsroom.transfer.xml.elements import Faults, XmlElement, parse_element
from newsroom.transfer.xml.encoding import UnknownEncoding, detect_encoding, read_text
from newsroom.transfer.xml.scanner import BrokenExport, ItemScanner

CONTAINERS = frozenset({"feed", "entry", "author", "app:control"})
# The backup says in a category of this scheme what an entry is.
KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
NOT_BLOGGER = "ไฟล์นี้ไม่ใช่ไฟล์ส่งออกของ Blogger (Atom)"


@dataclass
class BloggerEntry:
    """A post, page, comment or setting; texts are raw, HTML in `content`."""

    id: str = ""
    kind: str = ""  # post, page, comment; else a setting
    status: str = ""  # live, draft, scheduled, soft_trashed, …; empty: live
    title: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    author_key: str = ""
    email: str = ""
    path: str = ""  # `/2016/11/x.html`
    host: str = ""
    parent_id: str = ""  # of a comment: its post
    reply_to: str = ""  # of a comment: another comment
    description: str = ""
    labels: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class BloggerReader:
    """One file. Iterate `entries()`; `blog_id` and `title` are known once the first is yielded."""

    def __init__(self, path: Path) -> None:
        """Raises `BrokenExport` if the encoding is unknown."""
        self.path, self.blog_id, self.title = path, "", ""
        try:
            self.encoding = detect_encoding(path)
        except UnknownEncoding as error:
            raise BrokenExport(str(error)) from error

    def entries(self) -> Iterator[BloggerEntry]:
        """The entries in file order. Raises `BrokenExport` for a file that is no whole export."""
        scanner = ItemScanner(read_text(self.path, self.encoding), "entry", "feed")
        self._read_head(scanner.head())
        for element, faults in scanner.elements(CONTAINERS):
            entry = _entry(element)
            entry.faults = faults.notes()
            yield entry

    def _read_head(self, head: str) -> None:
        if not head.strip("\ufeff \t\r\n"):
            raise BrokenExport("ไฟล์ว่างเปล่า")
        start = head.find("<feed")
        if start < 0:
            raise BrokenExport(NOT_BLOGGER)
        values = parse_element(head[start:], CONTAINERS, Faults()).texts()
        self.title = values.get("title", "").strip()
        self.blog_id = _numbers(values.get("id", "")).get("blog", "")
        if not self.blog_id:
            raise BrokenExport(NOT_BLOGGER)


def _entry(element: XmlElement) -> BloggerEntry:
    entry = BloggerEntry()
    for child in element.children:
        name, text = child.local_name, child.text.strip()
        if name == "category":
            _read_category(entry, child.attributes)
        elif name == "author":
            values = child.texts()
            entry.author = values.get("name", "").strip()
            entry.email = values.get("email", "").strip()
            entry.author_key = values.get("uri", "").strip() or entry.author
        elif name == "link":
            _read_link(entry, child.attributes)
        elif name == "control":
            if child.texts().get("draft", "").strip() == "yes":
                entry.status = "draft"
        elif name == "in-reply-to":
            entry.parent_id = _numbers(child.attributes.get("ref", "")).get("post", "")
        elif child.name == "blogger:type":
            entry.kind = text.lower()
        elif child.name == "blogger:status":
            entry.status = text.lower()
        elif child.name == "blogger:filename":
            entry.path = text
        elif child.name == "blogger:parent":
            entry.parent_id = _numbers(text).get("post", "")
        elif child.name == "blogger:inReplyTo":
            entry.reply_to = _numbers(text).get("post", "")
        elif child.name == "blogger:metaDescription":
            entry.description = text
        elif name == "id":
            entry.id = _numbers(text).get("post", "") or text
        elif name in ("title", "published", "updated"):
            setattr(entry, name, text)
        elif name in ("content", "summary") and not entry.content:
            entry.content = child.text
    return entry


def _read_category(entry: BloggerEntry, attributes: dict[str, str]) -> None:
    term = attributes.get("term", "").strip()
    if attributes.get("scheme") == KIND_SCHEME:
        entry.kind = term.rpartition("#")[2].lower()
    elif term:
        entry.labels.append(term)


def _read_link(entry: BloggerEntry, attributes: dict[str, str]) -> None:
    relation, url = attributes.get("rel"), attributes.get("href", "")
    if relation == "alternate":
        parts = split_url(url)
        entry.path, entry.host = entry.path or parts.path, parts.netloc
    elif relation == "related":  # of a comment: the one it answers
        entry.reply_to = url.rpartition("/")[2]


def _numbers(identifier: str) -> dict[str, str]:
    """`{"blog": "1", "post": "2"}` of `tag:blogger.com,1999:blog-1.post-2`."""
    parts = identifier.rpartition(":")[2].split(".")
    pairs = (part.partition("-") for part in parts)
    return {name.strip(): number.strip() for name, _, number in pairs if number}
