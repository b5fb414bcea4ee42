"""Converts the entries of a Blogger export to the importer's records."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from newsroom.articles.models import Article, Byline, Section
from newsroom.body.conversion import ImageSource
from newsroom.comments.models import Comment
from newsroom.fields.text import IdentityKeyField
from newsroom.images.models import Photo
from newsroom.transfer.addresses.paths import split_url
from newsroom.transfer.blogger.atom import BloggerEntry, BloggerReader
from newsroom.transfer.bodies.conversion import BodyConverter
from newsroom.transfer.bodies.photos import PhotoImporter, PhotoText
from newsroom.transfer.credits import extract_credits
from newsroom.transfer.dates import parse_export_time
from newsroom.transfer.links.updater import bare_host
from newsroom.transfer.records import CommentRecord, ImportRecord, TermRecord
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.plain import plain_line, plain_prose

STATUSES = {"": Article.Status.PUBLISHED, "live": Article.Status.PUBLISHED,
            "scheduled": Article.Status.PUBLISHED, "draft": Article.Status.DRAFT,
            "imported": Article.Status.PUBLISHED}  # fmt: skip
COMMENT_STATUSES = {"": Comment.Status.VISIBLE, "live": Comment.Status.VISIBLE,
                    "pending": Comment.Status.PENDING, "spam": Comment.Status.SPAM,
                    "ghosted": Comment.Status.HIDDEN}  # fmt: skip
# A link to a story of a blog: group 1 the host, 2 the path.
_STORY_LINK = re.compile(r"https?://([\w.-]{4,100})(/\d{4}/\d{2}/[\w%.-]{1,200}\.html)")
MAX_HOSTS = 200


class BlogSurvey:
    """Comments of each post, and the blog's hosts; comments stand in a temporary database."""

    def __init__(self) -> None:
        self.entry_count = 0
        self.hosts: Counter[str] = Counter()
        self._linked_hosts: Counter[str] = Counter()
        self._db = sqlite3.connect("")  # a temporary file that SQLite deletes by itself
        self._db.execute("CREATE TABLE comment (post TEXT, entry TEXT)")

    def close(self) -> None:
        self._db.close()

    def read(self, reader: BloggerReader) -> None:
        """Read the whole file. Raises `BrokenExport`."""
        paths = set()
        for entry in reader.entries():
            self.entry_count += 1
            if entry.kind == "comment":
                text = json.dumps(asdict(entry))
                self._db.execute("INSERT INTO comment VALUES (?, ?)", (entry.parent_id, text))
            elif entry.kind in ("post", "page"):
                if entry.host:
                    self.hosts[bare_host(entry.host)] += 1
                paths.add(entry.path)
                for host, path in _STORY_LINK.findall(entry.content):
                    if path in paths and len(self._linked_hosts) < MAX_HOSTS:
                        self._linked_hosts[bare_host(host)] += 1
        self._db.execute("CREATE INDEX comment_post ON comment (post)")
        # Takeout names no host: it is the one under which stories link to each other.
        self.hosts += Counter(dict(self._linked_hosts.most_common(2)))

    def comments(self, post_id: str) -> list[BloggerEntry]:
        """The comments of a post in file order."""
        rows = self._db.execute(
            "SELECT entry FROM comment WHERE post = ? ORDER BY rowid", (post_id,)
        )
        return [BloggerEntry(**json.loads(text)) for (text,) in rows]


class BlogPhotos:
    """Finds a blog's pictures by file name in a folder: Takeout's albums, or a copy of the blog."""

    def __init__(self, folder: Path | None, photos: PhotoImporter, report: ImportReport) -> None:
        self.photos, self.report = photos, report
        self._files: dict[str, Path] = {}
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):  # type: ignore[union-attr]
                self._files.setdefault(path.name.lower(), path)

    def find(self, source: ImageSource, headline: str, story: str) -> Photo | None:
        """The photo of the first of a picture's URLs that is a file of the folder."""
        for url in source.urls:
            name = unquote(split_url(url).path).rpartition("/")[2].lower()
            path = self._files.get(name)
            if path is None:
                continue
            key = f"file {name}"
            known = self.photos.known(key)
            if known is not None:
                return known or None
            text = PhotoText(alt=source.alt, headline=headline)
            return self.photos.add(key, path, text, story, stem="")
        self.report.count("ภาพที่ไม่พบไฟล์")
        return None


class BloggerConverter:
    """Reads the surveyed file again and converts what it holds."""

    def __init__(
        self, survey: BlogSurvey, bodies: BodyConverter, report: ImportReport, sections: set[str]
    ) -> None:
        """Labels in `sections`, and those with the name of a section of ours, are sections."""
        self.survey, self.bodies, self.report = survey, bodies, report
        self.sections = {IdentityKeyField.derive(name) for name in sections}
        self.sections |= set(Section.objects.values_list("key", flat=True))

    def records(self, reader: BloggerReader) -> Iterator[ImportRecord]:
        """The blog's stories; what is no story is told in the report."""
        if reader.encoding.note:
            self.report.note(reader.encoding.note, kind="encoding")
        for entry in reader.entries():
            if entry.kind not in ("post", "page"):
                if entry.kind != "comment":
                    self.report.count("ข้าม: การตั้งค่าของ Blogger")
                continue
            key = f"post {entry.id}"
            for fault in entry.faults:
                self.report.note(fault, story=key, kind="mended")
            if entry.status not in STATUSES:
                self.report.count(f"ข้าม: สถานะ {entry.status[:20]}")
                self.report.note(f"ข้ามเพราะมีสถานะ {entry.status[:20]}", story=key, kind="skipped")
                self.report.outcome(key, plain_line(entry.title), "skipped")
                continue
            yield self._record(entry, key)

    def _record(self, entry: BloggerEntry, key: str) -> ImportRecord:
        headline = plain_line(entry.title)
        body, credits = extract_credits(self.bodies.convert(entry.content, headline, key))
        published_at = parse_export_time(entry.published, "")
        updated_at = parse_export_time(entry.updated, "")
        sections = [one for one in entry.labels if IdentityKeyField.derive(one) in self.sections]
        tags = [one for one in entry.labels if one not in sections[:1]]
        is_later = published_at and updated_at and updated_at > published_at
        return ImportRecord(
            key=key,
            values={
                "headline": headline,
                "standfirst": plain_line(entry.description),
                "body": body,
                "credits": credits,
                "lead_photo": None,
                "status": self._status(entry, key),
                "published_at": published_at,
                "comments_open": True,
                "section": _label(sections[0]) if sections else None,
                "bylines": [(_author(entry), Byline.Role.WRITER)] if entry.author else [],
                "tags": [_label(name) for name in tags],
            },
            revised_at=updated_at if is_later else None,
            comments=self._comments(entry, published_at),
            old_urls=[entry.path] if entry.path.strip("/") else [],
            stem=unquote(entry.path).rpartition("/")[2].removesuffix(".html"),
        )

    def _status(self, entry: BloggerEntry, key: str) -> str:
        if entry.kind == "page":
            self.report.count("หน้า (page) ที่เก็บเป็นฉบับร่าง")
            self.report.note(
                f"«{plain_line(entry.title)}» เป็นหน้า ไม่ใช่ข่าว จึงเก็บเป็นฉบับร่างไว้ให้ย้ายไปเป็นหน้าของเว็บ",
                story=key, kind="page",
            )  # fmt: skip
            return Article.Status.DRAFT
        return STATUSES[entry.status]

    def _comments(self, entry: BloggerEntry, published_at: datetime | None) -> list[CommentRecord]:
        entries = self.survey.comments(entry.id)
        index_by_id = {one.id: index for index, one in enumerate(entries)}
        return [
            CommentRecord(
                name=plain_line(one.author),
                email="" if one.email.startswith("noreply@") else one.email,
                body=plain_prose(one.content),
                created_at=parse_export_time(one.published, "")
                or published_at
                or datetime(1970, 1, 1, tzinfo=UTC),
                status=COMMENT_STATUSES.get(one.status, Comment.Status.HIDDEN),
                parent_index=index_by_id.get(one.reply_to),
                key=f"comment {one.id}",
            )
            for one in entries
        ]


def _author(entry: BloggerEntry) -> TermRecord:
    return TermRecord(key=entry.author_key, name=plain_line(entry.author))


def _label(name: str) -> TermRecord:
    return TermRecord(key=f"label {name}", name=name, stem=name)
