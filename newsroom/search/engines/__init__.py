"""The gram index in the database: one small interface, two databases.

An engine answers which stories have certain grams; what is typed, how good a hit is, and what is
shown are the same on both and decided above.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection

# Stories must have all groups; of a group any one spelling; of a spelling all its grams.
Wanted = list[list[list[str]]]


class Narrow(NamedTuple):
    """Which stories may be found at all. `at`: the moment of the search; the rest are filters."""

    at: datetime
    section: int | None = None
    author: int | None = None
    start: datetime | None = None
    end: datetime | None = None

    def sql(self) -> tuple[str, list[Any]]:
        """A condition on `search_searchtext t`, and its parameters."""
        from newsroom.articles.models import Byline

        # As the database keeps moments, not as Python writes them.
        stored = connection.ops.adapt_datetimefield_value
        conditions, values = ["t.visible_from <= %s"], [stored(self.at)]
        for condition, value in (
            ("t.section_id = %s", self.section),
            ("t.visible_from >= %s", stored(self.start)),
            ("t.visible_from < %s", stored(self.end)),
            (
                f"EXISTS (SELECT 1 FROM {Byline._meta.db_table} b"  # noqa: S608
                " WHERE b.article_id = t.article_id AND b.author_id = %s)",
                self.author,
            ),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(value)  # type: ignore[arg-type]
        return " AND ".join(conditions), values


class Engine(Protocol):
    """What a database must be able to tell. `field` is `title` or `text` (which holds all)."""

    def having_all(
        self, field: str, wanted: Wanted, narrow: Narrow, limit: int, newest_first: bool = False
    ) -> list[int]:
        """Stories with these grams: the last written first, or by date if `newest_first`."""

    def having_some(
        self, field: str, weights: dict[str, float], narrow: Narrow, limit: int
    ) -> list[tuple[int, float]]:
        """Stories with any of these grams and the sum of their weights, heaviest first.

        Of very many that have a gram only the newest need be weighed.
        """

    def frequencies(self, grams: Iterable[str]) -> dict[str, int]:
        """In about how many stories each gram is; those in none are left out."""

    def beginning_with(self, two: str) -> list[str]:
        """The grams that begin with two characters."""

    def refresh(self) -> None:
        """Bring up to date what the engine knows of the whole index; after many changes."""

    def begin_bulk(self) -> None:
        """Make ready for many new entries, until the transaction ends."""

    def compact(self) -> None:
        """Bring the index itself into its best shape; takes a while."""


def engine() -> Engine:
    """The engine of the default database."""
    if connection.vendor == "postgresql":
        from newsroom.search.engines.postgres import PostgresEngine

        return PostgresEngine()
    from newsroom.search.engines.sqlite import SqliteEngine

    return SqliteEngine()
