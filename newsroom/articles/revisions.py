"""Revisions: what a story said after each save, how two of them differ, and going back to one."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from newsroom.articles.body import body_text
from newsroom.articles.models import Article, Author, Byline, Credit, Revision, Section
from newsroom.images.models import Photo
from newsroom.thai.dates import in_bangkok, thai_datetime
from newsroom.thai.difference import Piece, difference

# Plain fields of a story, as they stand in a snapshot and in the admin.
TEXTS = ("headline", "standfirst", "dateline", "body")
LABELS = {
    "headline": "พาดหัว",
    "standfirst": "ความนำ",
    "dateline": "สถานที่รายงาน",
    "body": "เนื้อข่าว",
    "section": "หมวด",
    "lead_photo": "ภาพนำ",
    "tags": "ป้ายกำกับ",
    "bylines": "ผู้เขียน",
    "credits": "เครดิต",
    "comments_open": "เปิดรับความคิดเห็น",
    "status": "สถานะ",
    "published_at": "วันเวลาเผยแพร่",
}
# What going back to a revision leaves as it is: whether and when readers see the story.
NOT_RESTORED = frozenset({"status", "published_at"})
_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')


class Change(NamedTuple):
    """One part of a story that differs, ready to be shown."""

    name: str
    label: str
    pieces: list[Piece]


def snapshot(article: Article) -> dict[str, Any]:
    """All an editor can write about a story, in plain values with the names of that day."""
    moment = article.published_at
    photo = article.lead_photo
    return {
        **{name: getattr(article, name) for name in TEXTS},
        "section": _named(article.section),
        "lead_photo": _named(photo) if photo else None,
        "tags": sorted(tag.name for tag in article.tags.all()),
        "bylines": [
            {"id": line.author_id, "name": line.author.name, "role": line.role}
            for line in Byline.objects.filter(article=article.pk).select_related("author")
        ],
        "credits": [
            {"role": line.role, "name": line.name}
            for line in Credit.objects.filter(article=article.pk)
        ],
        "comments_open": article.comments_open,
        "status": article.status,
        "published_at": in_bangkok(moment).isoformat() if moment else None,
    }


def _named(row: Any) -> dict[str, Any] | None:
    return {"id": row.pk, "name": str(row)} if row else None


def latest(article: Article) -> Revision | None:
    """The newest revision of a story."""
    return Revision.objects.filter(article=article.pk).order_by("-number").first()


def keep(
    article: Article, *, by: Any, why: str = Revision.Why.SAVED, detail: str = ""
) -> Revision | None:
    """Keep the story as the database has it now; None if a plain save changed nothing."""
    now = snapshot(Article.objects.select_related("section", "lead_photo").get(pk=article.pk))
    last = latest(article)
    changed = [
        label for name, label in LABELS.items() if last and last.snapshot.get(name) != now[name]
    ]
    if last and not changed and why == Revision.Why.SAVED:
        return None
    highest = Revision.objects.filter(article=article.pk).aggregate(most=Max("number"))["most"]
    return Revision.objects.create(
        article=article,
        number=(highest or 0) + 1,
        by=by,
        why=why,
        detail=detail[:200],
        snapshot=now,
        changed=changed,
    )


def keep_first(article: Article) -> None:
    """Before a first save at the desk: keep what came from an import or from before revisions."""
    if not Revision.objects.filter(article=article.pk).exists():
        keep(article, by=None, why=Revision.Why.FOUND)


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The parts in which two snapshots differ, each marked word by word."""
    changes = []
    for name, label in LABELS.items():
        if old.get(name) == new.get(name):
            continue
        before, after = in_words(name, old.get(name)), in_words(name, new.get(name))
        if before != after:
            changes.append(Change(name, label, difference(before, after)))
        elif name == "body":
            words = "ถ้อยคำเหมือนเดิม เปลี่ยนเฉพาะรูปแบบ เช่น ตัวหนา หัวข้อ หรือลิงก์"
            changes.append(Change(name, label, [Piece("same", words)]))
    return changes


def in_words(name: str, value: Any) -> str:
    """A value of a snapshot as an editor reads it."""
    if value in (None, "", []):
        return ""
    if name == "body":
        return body_text(_PICTURE.sub(_picture_in_words, value))
    if name in ("section", "lead_photo"):
        return value["name"]
    if name == "tags":
        return ", ".join(value)
    if name == "bylines":
        return "\n".join(f"{Byline.Role(line['role']).label} : {line['name']}" for line in value)
    if name == "credits":
        return "\n".join(f"{line['role']} : {line['name']}" for line in value)
    if name == "comments_open":
        return "เปิด" if value else "ปิด"
    if name == "status":
        return str(Article.Status(value).label)
    if name == "published_at":
        return thai_datetime(datetime.fromisoformat(value))
    return value


def _picture_in_words(match: re.Match[str]) -> str:
    alt = _ALT.search(match.group())
    return f"<p>[ภาพ: {unescape(alt[1]) if alt else ''}]</p>"


@transaction.atomic
def write(article: Article, old: dict[str, Any]) -> list[str]:
    """Give a story the text of a snapshot, but not its state; returns what could not come back."""
    lost: list[str] = []
    for name in (*TEXTS, "comments_open"):
        setattr(article, name, old[name])
    for name, model in (("section", Section), ("lead_photo", Photo)):
        wanted = old[name]
        found = model._default_manager.filter(pk=wanted["id"]).first() if wanted else None
        if wanted and found is None:
            lost.append(f"{LABELS[name]} «{wanted['name']}»")
        elif found or name != "section" or article.status != Article.Status.PUBLISHED:
            setattr(article, name, found)
    article.save()
    article.tags.set(old["tags"])
    authors = Author.objects.in_bulk([line["id"] for line in old["bylines"]])
    lost += [f"ผู้เขียน «{line['name']}»" for line in old["bylines"] if line["id"] not in authors]
    _settle(
        Byline.objects.filter(article=article),
        [
            {"article": article, "author": authors[line["id"]], "role": line["role"]}
            for line in old["bylines"]
            if line["id"] in authors
        ],
        ("author_id", "role"),
    )
    _settle(
        Credit.objects.filter(article=article),
        [{"article": article, **line} for line in old["credits"]],
        ("role", "name"),
    )
    return lost


def _settle(rows: Any, wanted: list[dict[str, Any]], identity: tuple[str, ...]) -> None:
    """Make the rows those that are wanted, in order; rows that stay keep their numbers."""
    have = list(rows)
    keep: set[int] = set()
    for position, values in enumerate(wanted):
        new = rows.model(**values, position=position)
        same = [
            row
            for row in have
            if row.pk not in keep and all(getattr(row, n) == getattr(new, n) for n in identity)
        ]
        if same:
            keep.add(same[0].pk)
            rows.filter(pk=same[0].pk).update(position=position)
        else:
            new.save()
            keep.add(new.pk)
    rows.exclude(pk__in=keep).delete()
