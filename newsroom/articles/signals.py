"""The signal that articles changed, and the one function that sends it.

This module imports no models, so that models may send the signal. Receivers of this app are in
`receivers.py`; apps above (search index, page cache) connect theirs in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.dispatch import Signal

# Sent with `ids`, before `articles_changed`: listing rows and month counts must be rewritten.
listings_outdated = Signal()
# Sent with `ids` (primary keys of articles that were written, deleted or changed state) and
# `content_changed` (False if only a counter changed).
articles_changed = Signal()
# Sent with `source` and `target` before the section or author `source`, whose articles belong to
# `target` now, is deleted; the sender is their model.
merging = Signal()
# Sent with a `row` that may be merged: receivers return in Thai what of theirs leads to it, or "".
merge_effects = Signal()

# Inside `notify_once()`: the ids to notify of at its end, and whether their content changed.
_collected: ContextVar[dict[int, bool] | None] = ContextVar("collected", default=None)


@contextmanager
def notify_once() -> Iterator[None]:
    """Notify of all that changes inside the block at its end, once for each article.

    An article is written in several steps (its row, bylines, tags), each of which notifies. Open a
    transaction around the block: after an exception nobody is notified.
    """
    if _collected.get() is not None:
        yield
        return
    collected: dict[int, bool] = {}
    token = _collected.set(collected)
    try:
        yield
    finally:
        _collected.reset(token)
    for content_changed in (True, False):
        notify_articles_changed(
            [pk for pk, value in collected.items() if value == content_changed], content_changed
        )


def notify_articles_changed(ids: Iterable[int | None], content_changed: bool = True) -> None:
    """Tell all receivers that these articles changed, in the caller's transaction.

    Code that writes articles past `Article.save()` must call this. The listings are updated
    first, so every receiver of `articles_changed` reads correct ones. Receivers write in the same
    transaction, so their rows are committed or rolled back together with the article's.
    """
    known = [pk for pk in ids if pk is not None]
    if not known:
        return
    collected = _collected.get()
    if collected is not None:
        for pk in known:
            collected[pk] = content_changed or collected.get(pk, False)
        return
    if content_changed:
        listings_outdated.send(sender=None, ids=known)
    articles_changed.send(sender=None, ids=known, content_changed=content_changed)
