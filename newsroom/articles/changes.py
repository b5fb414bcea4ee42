"""How rooms above this one learn that stories changed, without this room knowing them.

The search index and the pages' cache listen. `announce` is called inside the transaction that
changes the stories, so a listener's own writes are kept or lost together with the story's.
"""

from collections.abc import Iterable

from django.dispatch import Signal

# Sent with `ids`: the primary keys of stories that were written, deleted or changed state.
articles_changed = Signal()


def announce(ids: Iterable[int]) -> None:
    """Say that these stories changed. Whoever writes past `Article.save()` must call this."""
    known = [pk for pk in ids if pk is not None]
    if known:
        articles_changed.send(sender=None, ids=known)
