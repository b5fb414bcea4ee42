"""What a trigram index must be able to answer; one class implements it for each database.

A backend tells which documents have certain trigrams. Parsing, verification, ranking and display do
not depend on the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from django.db import connection

from newsroom.articles.models import Byline

# The indexed fields. `text` holds all of a document: title, keywords and text.
Field = Literal["title", "text"]
# Trigrams in conjunctive normal form: every term must match; a term matches by any of its variants,
# a variant by all of its trigrams. `[[["น้ำ", "้ำท"], ["นํา"]], [["กระ"]]]`
TrigramQuery = list[list[list[str]]]
SqlValue = int | float | str | datetime | list[int] | None


class SearchFilter(NamedTuple):
    """Which documents a search may return: public at the moment `at`, and matching the filters.

    `start` is inclusive, `end` exclusive; both compare with the date of publication.
    """

    at: datetime
    section_id: int | None = None
    author_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    # Also what is not public: for those who write the articles.
    any_state: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter besides being public is set."""
        return self[1:5] != (None,) * 4

    def sql(self) -> tuple[str, list[SqlValue]]:
        """An SQL condition on `search_searchdocument t`, and its parameters."""
        adapt = connection.ops.adapt_datetimefield_value
        author = (
            f"EXISTS (SELECT 1 FROM {Byline._meta.db_table} b"  # noqa: S608
            " WHERE b.article_id = t.article_id AND b.author_id = %s)"
        )
        filters = [
            ("t.published_at <= %s", None if self.any_state else adapt(self.at)),
            ("t.section_id = %s", self.section_id),
            ("t.published_at >= %s", adapt(self.start)),
            ("t.published_at < %s", adapt(self.end)),
            (author, self.author_id),
        ]
        given = [(condition, value) for condition, value in filters if value is not None]
        conditions = " AND ".join(condition for condition, _ in given) or "1 = 1"
        return conditions, [value for _, value in given]


class SearchBackend(Protocol):
    """The trigram index of one database."""

    def match_all(
        self,
        field: Field,
        query: TrigramQuery,
        scope: SearchFilter,
        limit: int,
        newest_first: bool = False,
    ) -> list[int]:
        """Ids of documents that match the query: highest id first, or by date if `newest_first`."""

    def match_any_weighted(
        self, field: Field, weights: dict[str, float], scope: SearchFilter, limit: int
    ) -> list[tuple[int, float]]:
        """Ids of documents with any of these trigrams and the sum of their weights, highest first.

        Of a very frequent trigram only the newest postings need be read.
        """

    def document_frequencies(self, trigrams: Iterable[str]) -> dict[str, int]:
        """The approximate number of documents with each trigram; without those that none has."""

    def trigrams_with_prefix(self, prefix: str) -> list[str]:
        """The indexed trigrams that begin with these two characters."""

    def refresh_statistics(self) -> None:
        """Recompute what the backend stores about the collection; call after many changes."""

    def prepare_bulk(self) -> None:
        """Prepare for many writes, until the current transaction ends."""

    def compact(self, effort: int) -> bool:
        """Merge a part of the index, bounded by `effort` pages; False when nothing is left to merge."""
