"""Invalidation of the page cache by generation, known to every worker of every node.

Saving or deleting a row of one of our models calls `invalidate_pages()` (`connect_invalidation`);
whoever writes past `save()` and `delete()` calls it. When the transaction commits, a counter in the
database is incremented. A thread of each worker reads that row every `POLL_SECONDS` and begins a
new `Generation` when it changed. The counter is in the same database as the content, so the two
cannot disagree: there is no message to lose, and while the database is down nothing can change.

Pages also change without a write: an article is scheduled, a day begins. `expiry_sources` say when.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

from newsroom.web.models import CacheGeneration

POLL_SECONDS = 0.2
# A poll that takes longer means that the database hangs; its connection is cut.
MAX_POLL_SECONDS = 3.0
# The clock was set if it differs from the monotonic one by so many seconds more than before.
MAX_CLOCK_DRIFT_SECONDS = 1.0
NEVER = float("inf")

# Apps append functions that return the next time at which pages change by themselves, or None.
expiry_sources: list[Callable[[], datetime | None]] = []


@dataclass(eq=False)
class Generation:
    """One generation of the page cache: pages rendered in it are valid until the next one begins.

    `value` is the counter in the database, None before its row exists. `expires_at` is the Unix
    time in seconds at which the generation ends without a write. `memo` belongs to `memo.memoize`.
    """

    value: int | None
    expires_at: float
    memo: OrderedDict[Any, Any] = field(default_factory=OrderedDict)


class _ProcessState:
    """Of this process. Without `start_polling` there is no generation and nothing is cached."""

    generation: Generation | None = None
    database_unavailable = False
    thread: threading.Thread | None = None
    # Of the poll that is under way: when it began (`time.monotonic`), and its connection.
    polling_since: float | None = None
    polling_connection: Any = None
    # `time.time` less `time.monotonic` at the last poll.
    clock_offset: float | None = None


_state = _ProcessState()


def invalidate_pages(**kwargs: object) -> None:
    """Begin a new generation when the current transaction commits; also a signal receiver."""
    if not any(_bump_generation in callback for callback in connection.run_on_commit):
        transaction.on_commit(_bump_generation, robust=True)


def current_generation() -> Generation | None:
    """The current generation; None in a process that does not poll, or until the next poll."""
    return _state.generation


def begin_generation(generation: Generation | None) -> None:
    """Make a generation the current one; with None nothing is cached until the next poll."""
    _state.generation = generation


def database_unavailable() -> bool:
    """Whether the last poll failed or hangs, so that rendering a page would fail as well."""
    return _state.database_unavailable or _poll_hangs()


def connect_invalidation() -> None:
    """Invalidate pages at every save and deletion of our models; called once, in `ready()`.

    A model whose rows stand on no page sets `invalidates_page_cache = False`.
    """
    for model in apps.get_models():
        is_own = model.__module__.startswith("newsroom.")
        if is_own and getattr(model, "invalidates_page_cache", True):
            for signal in (post_save, post_delete):
                signal.connect(
                    _row_changed, sender=model, dispatch_uid=f"{model} invalidates pages"
                )


def start_polling() -> None:
    """Start this process's polling thread; a second call does nothing."""
    if _state.thread is None:
        _state.thread = threading.Thread(target=_poll_forever, name="page-cache", daemon=True)
        _state.thread.start()
        threading.Thread(target=_watch_polls, name="page-cache-deadline", daemon=True).start()


def _row_changed(raw: bool = False, **kwargs: object) -> None:
    if not raw:
        invalidate_pages()


def _bump_generation() -> None:
    # This worker need not wait for its poll: the writer sees the change in the next response.
    _state.generation = None
    if not CacheGeneration.objects.filter(pk=1).update(value=F("value") + 1):
        CacheGeneration.objects.get_or_create(pk=1)


def _poll_forever() -> None:
    while True:
        _state.polling_since = time.monotonic()
        try:
            connection.ensure_connection()
            _state.polling_connection = connection.connection
            _poll_once()
            _state.database_unavailable = False
        except DatabaseError:
            # Cached pages stay valid, since nothing can change. The next poll connects anew.
            _state.database_unavailable = True
            _state.polling_connection = None
            connection.close()
        _state.polling_since = None
        time.sleep(POLL_SECONDS)


def _poll_once() -> None:
    value = CacheGeneration.objects.filter(pk=1).values_list("value", flat=True).first()
    known = _state.generation
    was_set = _clock_was_set()
    if known is None or known.value != value or known.expires_at <= time.time() or was_set:
        times = [at.timestamp() for source in expiry_sources if (at := source())]
        _state.generation = Generation(value, min(times, default=NEVER))


def _clock_was_set() -> bool:
    """Whether the clock jumped since the last poll: what is due, and until when, is another."""
    offset = time.time() - time.monotonic()
    last, _state.clock_offset = _state.clock_offset, offset
    return last is not None and abs(offset - last) > MAX_CLOCK_DRIFT_SECONDS


def _poll_hangs() -> bool:
    since = _state.polling_since
    return since is not None and time.monotonic() - since > MAX_POLL_SECONDS


def _watch_polls() -> None:
    while True:
        time.sleep(MAX_POLL_SECONDS / 4)
        if _poll_hangs():
            _cut(_state.polling_connection)


def _cut(database_connection: Any) -> None:
    """Shut the socket down on which a thread waits for PostgreSQL, so that it gets an error.

    A server that is stopped still acknowledges what is sent to it: no timeout of TCP ends that.
    """
    # Nothing to do if it was closed meanwhile, or if the database has no socket.
    with suppress(Exception), socket.socket(fileno=os.dup(database_connection.fileno())) as copy:
        copy.shutdown(socket.SHUT_RDWR)
