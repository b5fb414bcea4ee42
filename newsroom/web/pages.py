"""When pages change: told by whoever writes, known to every worker of every node in no time.

Whoever changes something that readers see calls `changed()`; saving or deleting a row of our rooms
does so by itself (`watch_models`). After the commit one row of the database counts on, and a thread
of each worker looks at it every `POLL` seconds. The row lives where the news lives, so the two
cannot disagree: no lost message, nothing to restart, and while the database is gone nothing can
change either. Redis would only add a second truth that can be lost.

Pages also change by themselves: a scheduled story appears, a day begins. `turns` knows when next.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

POLL = 0.2
NEVER = float("inf")
Value = TypeVar("Value")

# Rooms above add functions that tell when pages next change without anybody writing anything.
turns: list[Callable[[], datetime | None]] = []


class Generation:
    """The time between two changes: what was made in it is right until it ends."""

    def __init__(self, number: int | None, until: float) -> None:
        self.number, self.until = number, until
        self.kept: dict[Any, Any] = {}


class _Watch:
    """What this process knows; without `start_watching` it knows, and keeps, nothing."""

    generation: Generation | None = None
    database_is_gone = False
    thread: threading.Thread | None = None


_watch = _Watch()


def changed(**kwargs: Any) -> None:
    """Say that something readers see has changed; takes effect when the transaction commits."""
    if not any(_count_on in waiting for waiting in connection.run_on_commit):
        transaction.on_commit(_count_on, robust=True)


def generation() -> Generation | None:
    """The generation pages are made in now; None where nobody watches for changes."""
    return _watch.generation


def database_is_gone() -> bool:
    """Whether the last look at the database failed, so that asking it again is in vain."""
    return _watch.database_is_gone


def kept(name: Any, make: Callable[[], Value]) -> Value:
    """What `make` returns, kept in this process until something changes.

    For what stands on every page and depends on stored rows only, not on the time of day.
    """
    now = _watch.generation
    if now is None:
        return make()
    if name not in now.kept:
        now.kept[name] = make()
    return now.kept[name]


def watch_models() -> None:
    """Make every save and every deletion in our rooms tell `changed`; called once, at the start.

    A model whose rows stand on no page, or whose room calls `changed` itself, says
    `changes_pages = False`. Whoever writes past `save()` and `delete()` must call `changed`.
    """
    for model in apps.get_models():
        is_ours = model.__module__.startswith("newsroom.")
        if is_ours and getattr(model, "changes_pages", True):
            for signal in (post_save, post_delete):
                signal.connect(_row_changed, sender=model, dispatch_uid=f"{model} is on pages")


def start_watching() -> None:
    """Begin to watch for changes in this process; a second call does nothing."""
    if _watch.thread is None:
        _watch.thread = threading.Thread(target=_watch_for_ever, name="pages", daemon=True)
        _watch.thread.start()


def _row_changed(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        changed()


def _count_on() -> None:
    from newsroom.web.models import PagesVersion

    # This worker knows already: whoever wrote sees it on the next page, whichever thread makes it.
    _watch.generation = None
    if not PagesVersion.objects.filter(pk=1).update(number=F("number") + 1):
        PagesVersion.objects.get_or_create(pk=1)


def _watch_for_ever() -> None:
    while True:
        try:
            _look()
            _watch.database_is_gone = False
        except DatabaseError:
            # Nothing can change now; what is hot stays good. A broken connection is of no more use.
            _watch.database_is_gone = True
            connection.close()
        time.sleep(POLL)


def _look() -> None:
    from newsroom.web.models import PagesVersion

    number = PagesVersion.objects.filter(pk=1).values_list("number", flat=True).first()
    known = _watch.generation
    if known is None or known.number != number or known.until <= time.time():
        moments = [moment.timestamp() for turn in turns if (moment := turn())]
        _watch.generation = Generation(number, min(moments, default=NEVER))
