"""Writing the index: after a change of stories, and all anew by `manage.py reindex`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from newsroom.articles.models import Article
from newsroom.search.models import SearchText
from newsroom.thai.folding import fold

BATCH = 200


def index(ids: Iterable[int]) -> None:
    """Bring the index of these stories up to date; those that are gone leave it by themselves."""
    rows = Article.objects.filter(pk__in=list(ids)).only(
        "pk", "headline", "standfirst", "plain_text"
    )
    SearchText.objects.bulk_create(
        (
            SearchText(
                article=row,
                title=fold(row.headline),
                text=fold(f"{row.standfirst}\n{row.plain_text}"),
            )
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["title", "text"],
        batch_size=BATCH,
    )


def reindex() -> Iterator[int]:
    """Index every story again, in batches; yields how many are done. Search answers meanwhile."""
    done, last = 0, 0
    while ids := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            index(ids)
        done, last = done + len(ids), ids[-1]
        yield done


def on_articles_changed(ids: list[int], **kwargs: Any) -> None:
    """Listener: the index is written in the transaction that changed the stories."""
    index(ids)
