"""Pins articles that stood on top of a former site's front page."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from newsroom.site.front_page.selection import current_selection, lock_front_page, save_selection
from newsroom.site.models.front_page import MAX_PER_AREA, FrontPageArea
from newsroom.transfer.signals import articles_pinned


@transaction.atomic
def pin_imported(ids: list[int], **kwargs: Any) -> list[int]:
    """Pin imported articles, as far as there is room; returns the ids of those that were pinned."""
    lock_front_page()
    selection = current_selection()
    free = MAX_PER_AREA[FrontPageArea.PINNED] - len(selection.pinned)
    new = [pk for pk in ids if pk not in selection.ids][: max(free, 0)]
    selection.pinned += new
    save_selection(selection, by=None)
    return new


def connect() -> None:
    """Listen to imports; called once, when Django starts."""
    articles_pinned.connect(pin_imported, dispatch_uid="pin imported articles")
