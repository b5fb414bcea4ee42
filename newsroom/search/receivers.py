"""Keeps the index in step with the articles: the receiver of `articles_changed`."""

from __future__ import annotations

from django.db import connection, transaction

from newsroom.search.indexing.documents import MAX_MANUAL_SAVES, index_articles
from newsroom.search.indexing.related import update_related

# Related articles are computed after the commit of at most this many articles of one transaction;
# `reindex` computes them all.
MAX_PENDING_ARTICLES = 100


class PendingRelations:
    """The articles that a transaction saved, whose related articles are computed after its commit.

    It lives in the connection's on-commit hooks and goes with them: a rollback leaves nothing.
    """

    def __init__(self) -> None:
        self.ids: set[int] = set()

    def add(self, ids: list[int]) -> None:
        """Add articles, as long as there are not too many."""
        if len(self.ids | set(ids)) <= MAX_PENDING_ARTICLES:
            self.ids.update(ids)

    def run(self) -> None:
        """Compute what is pending; the first of several hooks does it for all."""
        ids, self.ids = self.ids, set()
        update_related(ids)


def on_articles_changed(ids: list[int], content_changed: bool = True, **kwargs: object) -> None:
    """Index changed articles in the same transaction; compute their related articles after it.

    `content_changed` is False when only a counter changed, which is not indexed.
    """
    if not content_changed:
        return
    index_articles(ids)
    if len(ids) <= MAX_MANUAL_SAVES:
        pending = _pending_relations()
        pending.add(ids)
        # A hook for every save: one registered in a savepoint goes when that is rolled back.
        transaction.on_commit(pending.run, robust=True)


def _pending_relations() -> PendingRelations:
    """Those of the current transaction, found among its on-commit hooks, or new ones."""
    for _, hook, *_ in connection.run_on_commit:
        owner = getattr(hook, "__self__", None)
        if isinstance(owner, PendingRelations):
            return owner
    return PendingRelations()
