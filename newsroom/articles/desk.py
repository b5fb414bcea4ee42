"""What happens to a story when somebody at the desk saves it or moves it on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.articles.changes import announce
from newsroom.articles.models import Article
from newsroom.articles.querysets import Status
from newsroom.thai.dates import relative_time, thai_datetime

# A change in one of these is something new for readers; a tag or a section is not.
SUBSTANCE = frozenset({"headline", "standfirst", "body", "lead_photo", "dateline"})


def note_change(article: Article, changed: Iterable[str], was_public: bool) -> None:
    """Before a save: note when readers got something new, and when the story was taken back."""
    now = timezone.now()
    if was_public and article.is_published and SUBSTANCE & set(changed):
        article.revised_at = now
    if article.status == Status.WITHDRAWN:
        article.withdrawn_at = article.withdrawn_at or now
    else:
        article.withdrawn_at = None


@transaction.atomic
def publish_now(articles: Iterable[Article]) -> tuple[int, list[str]]:
    """Make stories public at once; returns how many, and why the others cannot be."""
    done, problems = 0, []
    now = timezone.now()
    for article in articles:
        if not article.section_id:
            problems.append(f"«{article.headline}» ยังไม่มีหมวด")
            continue
        if article.is_published:
            continue
        article.status, article.withdrawn_at = Status.PUBLISHED, None
        if article.published_at is None or article.published_at > now:
            article.published_at = now
        article.save()
        done += 1
    return done, problems


def back_to_draft(articles: Iterable[Article]) -> int:
    """Take stories off the site without a trace for readers (404)."""
    return _set_status(articles, Status.DRAFT, withdrawn_at=None)


def withdraw(articles: Iterable[Article]) -> int:
    """Take stories back openly: their addresses answer 410."""
    return _set_status(articles, Status.WITHDRAWN, withdrawn_at=timezone.now())


@transaction.atomic
def _set_status(articles: Iterable[Article], status: str, **fields: Any) -> int:
    ids = [article.pk for article in articles]
    changed = Article.objects.filter(pk__in=ids).update(
        status=status, updated_at=timezone.now(), **fields
    )
    announce(ids)
    return changed


def state_words(article: Article) -> str:
    """The state in plain words: `ฉบับร่าง`, `ตั้งเวลา พรุ่งนี้ 06.00 น.`, `เผยแพร่แล้ว`."""
    if article.is_scheduled and article.published_at:
        return f"ตั้งเวลา {relative_time(article.published_at, timezone.now())}"
    if article.is_published:
        return "เผยแพร่แล้ว"
    return str(article.get_status_display())


def consequence(article: Article) -> str:
    """What readers see after a save, as a sentence for the editor."""
    if article.is_scheduled and article.published_at:
        return f"ข่าวจะเผยแพร่เองเมื่อ {thai_datetime(article.published_at)}"
    if article.is_published:
        return "ผู้อ่านเห็นข่าวนี้แล้ว"
    if article.status == Status.WITHDRAWN:
        return "ข่าวถูกถอนออกแล้ว ที่อยู่ของข่าวจะแจ้งผู้อ่านว่าข่าวถูกถอน"
    return "ผู้อ่านยังไม่เห็นข่าวนี้"
