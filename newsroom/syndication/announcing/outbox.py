"""From changed articles to messages, and from messages to services; run by the helper process.

Any number of nodes may run it at once: rows are locked with SKIP LOCKED and messages claimed, on
SQLite under its one write lock. No lock is held while a service is waited for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.public_urls import article_url
from newsroom.syndication.announcing.models import Announcement, ChangedArticle
from newsroom.syndication.announcing.services import MAX_URLS, Services, send
from newsroom.syndication.announcing.topics import FormerPaths, feeds_of
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.outgoing.posting import NotSent

log = logging.getLogger(__name__)

State, Service = Announcement.State, Announcement.Service
# Changed articles made into messages at once.
BATCH_SIZE = 500
# Longer than sending takes (`posting.MAX_SECONDS`, for each redirect).
CLAIM = timedelta(minutes=3)
# The wait after each failed attempt; the last one repeats until `GIVE_UP_AFTER`.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720)]
GIVE_UP_AFTER = timedelta(days=2)
MAX_RETRY_AFTER = timedelta(days=1)
KEPT_DAYS = 30
MAX_ERROR_LENGTH = 300


def announce(
    services: Services, should_continue: Callable[[], bool], former_paths: FormerPaths
) -> int:
    """Make messages of what is due and send them; how many were sent."""
    while should_continue() and collect_changes(services, former_paths):
        pass
    return send_due(services, should_continue)


def collect_changes(
    services: Services, former_paths: FormerPaths, now: datetime | None = None
) -> bool:
    """Make messages of up to `BATCH_SIZE` changed articles; whether more may be waiting."""
    now = now or timezone.now()
    due = ChangedArticle.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    if not due.exists():  # on SQLite, locking nothing would still wait for the write lock
        return False
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True)[:BATCH_SIZE])
        known = {row.article_id: row.was_announced for row in rows}
        articles = Article.objects.filter(pk__in=known)
        public = list(articles.published(now).values_list("pk", flat=True))
        withdrawn = set(articles.withdrawn().values_list("pk", flat=True))
        scheduled = dict(articles.scheduled(now).values_list("pk", "published_at"))
        # Of a draft that readers never saw, or that nobody was told of, nobody is to know.
        gone = [
            pk
            for pk, was_announced in known.items()
            if pk not in set(public) and (was_announced or pk in withdrawn)
        ]
        _queue(services, public, gone, former_paths, now)
        changed = ChangedArticle.objects
        changed.filter(article_id__in=public).update(due_at=None, was_announced=True)
        for pk, date in scheduled.items():
            changed.filter(article_id=pk).update(due_at=date, was_announced=False)
        changed.filter(article_id__in=known.keys() - set(public) - scheduled.keys()).delete()
    return len(rows) == BATCH_SIZE


def _queue(
    services: Services,
    public: Sequence[int],
    gone: Sequence[int],
    former_paths: FormerPaths,
    now: datetime,
) -> None:
    urls = [absolute_url(article_url(pk=pk)) for pk in (*public, *gone)]
    if not urls:
        return
    for service in services.names:
        told = urls if service == Service.INDEXNOW else feeds_of([*public, *gone], former_paths)
        _add(service, told, now)


def _add(service: str, urls: Sequence[str], now: datetime) -> None:
    """Put URLs into a message that waits for another attempt, else into new ones."""
    limit = MAX_URLS[Service(service)]
    waiting = Announcement.objects.filter(service=service, state=State.WAITING)
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=now)
    row = waiting.filter(unclaimed).select_for_update(skip_locked=True).order_by("pk").first()
    if row is not None:
        merged = list(dict.fromkeys([*row.urls, *urls]))
        row.urls, urls = merged[:limit], merged[limit:]
        row.save(update_fields=["urls"])
    for start in range(0, len(urls), limit):
        Announcement.objects.create(
            service=service, urls=list(urls[start : start + limit]), created_at=now,
            next_attempt_at=row.next_attempt_at if row else now,
        )  # fmt: skip


def send_due(services: Services, should_continue: Callable[[], bool] = lambda: True) -> int:
    """Send what is due; how many were sent."""
    sent = 0
    while should_continue() and (row := _claim(timezone.now())):
        if row.service not in services.names:
            _store(row, state=State.FAILED, error="ปิดการแจ้งแล้ว", finished_at=timezone.now())
            continue
        try:
            answer = send(row.service, row.urls, services)
        except NotSent as problem:
            (_give_up if problem.is_final else _try_later)(row, str(problem))
            continue
        text = f"{answer.status} {answer.text[:200]}".strip()
        if 200 <= answer.status < 300:
            _store(row, state=State.SENT, finished_at=timezone.now(), error="")
            sent += 1
        elif answer.status in (408, 425, 429) or answer.status >= 500:
            _try_later(row, text, answer.headers.get("Retry-After", ""))
        else:
            _give_up(row, text)
    return sent


def _claim(now: datetime) -> Announcement | None:
    """The message that has waited longest; nobody else gets it, nor adds to it, before `CLAIM`."""
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Announcement.objects.filter(unclaimed, state=State.WAITING, next_attempt_at__lte=now)
    if not due.exists():
        return None
    with transaction.atomic():
        rows = due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True)
        row = rows.first()
        if row is not None:
            row.attempts += 1
            row.claimed_until = now + CLAIM
            row.save(update_fields=["attempts", "claimed_until"])
        return row


def _try_later(row: Announcement, error: str, retry_after: str = "") -> None:
    now = timezone.now()
    if now - row.created_at > GIVE_UP_AFTER:
        _give_up(row, error)
        return
    wait = BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1]
    with suppress(ValueError, OverflowError):  # a date, or nothing
        wait = max(wait, min(timedelta(seconds=int(retry_after)), MAX_RETRY_AFTER))
    log.warning("แจ้ง %s ไม่ได้: %s", row.service, error)
    _store(row, next_attempt_at=now + wait, claimed_until=None, error=error[:MAX_ERROR_LENGTH])


def _give_up(row: Announcement, error: str) -> None:
    log.warning("เลิกแจ้ง %s: %s", row.service, error)
    now = timezone.now()
    _store(row, state=State.FAILED, finished_at=now, error=error[:MAX_ERROR_LENGTH])


def _store(row: Announcement, **values: object) -> None:
    """Store the outcome, unless the claim has passed to another sender meanwhile."""
    claimed = Announcement.objects.filter(
        pk=row.pk, state=State.WAITING, attempts=row.attempts, claimed_until=row.claimed_until
    )
    claimed.update(**values)


def delete_old_announcements() -> None:
    """Delete messages that ended `KEPT_DAYS` ago."""
    ended = timezone.now() - timedelta(days=KEPT_DAYS)
    old = Announcement.objects.exclude(state=State.WAITING).filter(created_at__lt=ended)
    if old.exists():
        old.delete()
