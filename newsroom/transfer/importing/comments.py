"""Writes the comments of imported articles; what moderators decided since stays."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.comments.rules import MAX_NAME_LENGTH
from newsroom.comments.services import update_comment_counts
from newsroom.thai.clean import clean, clean_line, is_blank
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.importing.decisions import Decision
from newsroom.transfer.links.comment_fingerprints import comment_fingerprint
from newsroom.transfer.links.updater import LinkUpdater
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.records import CommentRecord, ImportRecord
from newsroom.transfer.report import ImportReport

MAX_EMAIL_LENGTH = 254
ANONYMOUS_NAME = "ไม่ระบุชื่อ"
REFUSED = (Comment.Status.HIDDEN, Comment.Status.SPAM)
UPDATED_FIELDS = ["name", "name_key", "body", "status"]


@dataclass
class _Incoming:
    """A comment of the batch: as imported, its identity, and the stored one if there is one."""

    key: str
    comment: Comment
    parent_key: str
    has_open_links: bool
    row: ImportedObject | None = None


class CommentWriter:
    """Writes comments, in the caller's transaction."""

    def __init__(self, identity: IdentityMap, report: ImportReport, links: LinkUpdater) -> None:
        self.identity, self.report, self.links = identity, report, links

    def write(self, decisions: list[Decision]) -> None:
        """Add new comments and follow changed ones, of articles whose comments have changed."""
        incoming: dict[str, _Incoming] = {}
        article_ids: set[int] = set()
        known_ids: set[int] = set()
        for decision in decisions:
            article = decision.article
            if article is None or not decision.has_new_comments or decision.outcome == "deleted":
                continue
            article_ids.add(article.pk)
            if decision.outcome != "created":
                known_ids.add(article.pk)
            for one in self._read(article, decision.record):
                incoming.setdefault(one.key, one)
        if not incoming:
            return
        rows = self.identity.find(Kind.COMMENT, incoming)
        stored = Comment.objects.in_bulk([row.object_id for row in rows.values()])
        unmapped = self._unmapped(known_ids) if len(rows) < len(incoming) else {}
        new: list[_Incoming] = []
        by_key: dict[str, Comment] = {}
        changed: list[tuple[ImportedObject, Comment]] = []
        for key, one in incoming.items():
            one.row = rows.get(short_key(key))
            if one.row is None:
                new.append(one)
                if known := unmapped.pop(_identity_of(one.comment), None):
                    one.comment = known
                by_key[key] = one.comment
            elif one.row.deleted_at or one.row.object_id not in stored:
                self.report.count("ความคิดเห็นที่ลบไปแล้ว ไม่นำกลับมา")
            else:
                by_key[key] = stored[one.row.object_id]
                if self._follow(one, stored[one.row.object_id]):
                    changed.append((one.row, stored[one.row.object_id]))
        self._create(new, by_key)
        Comment.objects.bulk_update([comment for _, comment in changed], UPDATED_FIELDS)
        ImportedObject.objects.bulk_update([row for row, _ in changed], ["fingerprint"])
        update_comment_counts(article_ids)

    def _read(self, article: Article, record: ImportRecord) -> list[_Incoming]:
        keys: list[str] = []
        copies: Counter[str] = Counter()
        for one in record.comments:
            key = one.key or _hashed(record.key, one)
            copies[key] += 1
            # Readers send the same twice, and former sites kept it with times of whole seconds.
            keys.append(key if one.key or copies[key] == 1 else f"{key} {copies[key]}")
        read = []
        for key, one in zip(keys, record.comments, strict=True):
            body, has_open_links = self.links.rewrite_text(clean(one.body).strip())
            if is_blank(body):
                self.report.count("ข้าม: ความคิดเห็นว่าง")
                continue
            name = clean_line(one.name)[:MAX_NAME_LENGTH]
            comment = Comment(
                article=article,
                name=ANONYMOUS_NAME if is_blank(name) else name,
                email=one.email[:MAX_EMAIL_LENGTH] if "@" in one.email else "",
                body=body,
                status=one.status,
                created_at=one.created_at,
                moderated_at=one.moderated_at,
            )
            parent = one.parent_index
            in_range = parent is not None and 0 <= parent < len(keys)
            parent_key = keys[parent] if in_range and parent is not None else ""
            read.append(
                _Incoming(key, comment, parent_key if parent_key != key else "", has_open_links)
            )
        return read

    def _follow(self, one: _Incoming, stored: Comment) -> bool:
        """Take over what changed at the source, unless it was moderated or edited here since."""
        row, fingerprint = one.row, comment_fingerprint(one.comment)
        if row is None or row.fingerprint == fingerprint:
            return False
        is_ours = stored.moderated_at is not None or (
            row.fingerprint != "" and comment_fingerprint(stored) != row.fingerprint
        )
        if is_ours:
            self.report.count("ความคิดเห็นที่ตรวจในระบบแล้ว จึงไม่เปลี่ยนตามเว็บเดิม")
            return False
        if one.comment.status in REFUSED and stored.status not in REFUSED:
            self.report.count("ความคิดเห็นที่ซ่อนตามเว็บเดิม")
        stored.name, stored.body = one.comment.name, one.comment.body
        stored.status = one.comment.status
        Comment._meta.get_field("name_key").pre_save(stored, add=False)
        row.fingerprint = fingerprint
        return True

    def _unmapped(self, article_ids: set[int]) -> dict[tuple[int, object, str, str], Comment]:
        """Comments of these articles that no key names: of imports before there were identities."""
        if not article_ids:
            return {}
        mapped = ImportedObject.objects.filter(kind=Kind.COMMENT, deleted_at=None)
        comments = Comment.objects.filter(article__in=article_ids)
        ids = set(
            mapped.filter(object_id__in=comments.values("pk")).values_list("object_id", flat=True)
        )
        return {_identity_of(one): one for one in comments if one.pk not in ids}

    def _create(self, new: list[_Incoming], by_key: dict[str, Comment]) -> None:
        """Create comments level by level, parents first; a cycle of parents is broken."""
        waiting = [one for one in new if one.comment.pk is None]
        count = len(waiting)
        while waiting:
            ready: list[_Incoming] = []
            later: list[_Incoming] = []
            for one in waiting:
                parent = by_key.get(one.parent_key)
                is_same_article = parent is not None and parent.article_id == one.comment.article_id
                one.comment.parent = parent if is_same_article else None
                has_to_wait = one.comment.parent is not None and one.comment.parent.pk is None
                (later if has_to_wait else ready).append(one)
            if not ready:
                for one in later:
                    one.comment.parent = None
                ready, later = later, []
            Comment.objects.bulk_create([one.comment for one in ready])
            waiting = later
        ImportedObject.objects.bulk_create(
            self.identity.row(
                Kind.COMMENT,
                one.key,
                one.comment.pk,
                fingerprint=comment_fingerprint(one.comment),
                has_open_links=one.has_open_links,
            )
            for one in new
        )
        self.report.count("ความคิดเห็นใหม่", count)


def _hashed(article_key: str, comment: CommentRecord) -> str:
    parts = (article_key, comment.created_at.isoformat(), comment.name, comment.body)
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"of {hashlib.blake2b(text, digest_size=16).hexdigest()}"


def _identity_of(comment: Comment) -> tuple[int, object, str, str]:
    return comment.article_id, comment.created_at, comment.name, comment.body
