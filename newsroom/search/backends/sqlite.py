"""SQLite: FTS5 with its trigram tokenizer over unspaced text, in two contentless tables.

Triggers keep the tables in step with `search_searchdocument`. `detail=none` stores only which
documents have a trigram, so the index is a fraction of the text. FTS5 before 3.43 deletes a row of a
contentless table only when given its text; the triggers know it from the old row.
See https://www.sqlite.org/fts5.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from newsroom.search.backends.interface import Field, SearchFilter, SqlValue, TrigramQuery

# The line break at the end gives the last two characters of a field a trigram of their own.
_UNSPACED = {
    "title": "replace({row}.title, ' ', '') || char(10)",
    "text": (
        "replace({row}.title || char(10) || {row}.keywords || char(10) || {row}.text, ' ', '')"
        " || char(10)"
    ),
}
_CREATE_INDEX = """
CREATE VIRTUAL TABLE search_{field}_trigrams USING fts5(
    unspaced, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1')
"""
_CREATE_VOCABULARY = """
CREATE VIRTUAL TABLE search_{field}_vocabulary USING fts5vocab(search_{field}_trigrams, row)
"""
_INSERT = "INSERT INTO search_{field}_trigrams(rowid, unspaced) VALUES (new.article_id, {new});"
_DELETE = (
    "INSERT INTO search_{field}_trigrams(search_{field}_trigrams, rowid, unspaced)"
    " VALUES ('delete', old.article_id, {old});"
)
# Two subqueries, because SQLite reads the index for `min` and `max` only one at a time.
_ID_RANGE = (
    "SELECT (SELECT min(article_id) FROM search_searchdocument),"
    " (SELECT max(article_id) FROM search_searchdocument)"
)
# Postings read of one trigram, the newest: to weigh documents, and to estimate its frequency.
MAX_POSTINGS = {"text": 4_000, "title": 1_500}
MAX_COUNTED_POSTINGS = 4_000
# How many times the limit is weighed, so that enough remain after those that are not public.
OVERFETCH_FACTOR = 4
# The same where a filter may remove most of them.
MAX_WEIGHED_DOCUMENTS = 100_000
MAX_PREFIX_TRIGRAMS = 200


def _statements() -> tuple[list[str], list[str]]:
    """The SQL that creates the index over `search_searchdocument`, and the SQL that drops it."""
    create, insert, delete = [], "", ""
    for field, unspaced in _UNSPACED.items():
        parts = {
            "field": field,
            "new": unspaced.format(row="new"),
            "old": unspaced.format(row="old"),
        }
        create += [_CREATE_INDEX.format(**parts), _CREATE_VOCABULARY.format(**parts)]
        insert += _INSERT.format(**parts)
        delete += _DELETE.format(**parts)
    name, on = "CREATE TRIGGER search_document", "ON search_searchdocument BEGIN"
    create += [
        f"{name}_inserted AFTER INSERT {on} {insert} END",
        f"{name}_deleted AFTER DELETE {on} {delete} END",
        f"{name}_updated AFTER UPDATE OF title, keywords, text {on} {delete} {insert} END",
    ]
    drop = [f"DROP TRIGGER search_document_{event}" for event in ("inserted", "deleted", "updated")]
    drop += [
        f"DROP TABLE search_{field}_{kind}"
        for field in _UNSPACED
        for kind in ("vocabulary", "trigrams")
    ]
    return create, drop


CREATE, DROP = _statements()


class SqliteBackend:
    """Queries FTS5."""

    def match_all(
        self,
        field: Field,
        query: TrigramQuery,
        scope: SearchFilter,
        limit: int,
        newest_first: bool = False,
    ) -> list[int]:
        condition, values = scope.sql()
        index = f"search_{field}_trigrams"
        order = "t.published_at DESC" if newest_first else f"{index}.rowid DESC"
        sql = (
            f"SELECT t.article_id FROM {index} CROSS JOIN search_searchdocument t"  # noqa: S608
            f" ON t.article_id = {index}.rowid WHERE {index} MATCH %s AND {condition}"
            f" ORDER BY {order} LIMIT %s"
        )
        return [pk for (pk,) in _rows(sql, [_match_expression(query), *values, limit])]

    def match_any_weighted(
        self, field: Field, weights: dict[str, float], scope: SearchFilter, limit: int
    ) -> list[tuple[int, float]]:
        condition, values = scope.sql()
        index = f"search_{field}_trigrams"
        postings = (
            f"SELECT * FROM (SELECT rowid AS pk, %s AS weight FROM {index} WHERE {index} MATCH %s"  # noqa: S608
            f" ORDER BY rowid DESC LIMIT {MAX_POSTINGS[field]})"
        )
        every = " UNION ALL ".join([postings] * len(weights))
        sql = (
            f"SELECT g.pk, g.weight FROM (SELECT pk, SUM(weight) AS weight FROM ({every})"  # noqa: S608
            " GROUP BY pk ORDER BY 2 DESC, 1 DESC LIMIT %s) g"
            f" CROSS JOIN search_searchdocument t ON t.article_id = g.pk WHERE {condition}"
            " ORDER BY g.weight DESC, g.pk DESC LIMIT %s"
        )
        parameters = [part for gram, weight in weights.items() for part in (weight, _quote(gram))]
        weighed = MAX_WEIGHED_DOCUMENTS if scope.is_narrowed else limit * OVERFETCH_FACTOR
        return _rows(sql, [*parameters, weighed, *values, limit])

    def document_frequencies(self, trigrams: Iterable[str]) -> dict[str, int]:
        requested = list(trigrams)
        if not requested:
            return {}
        # Not from the vocabulary table, which counts by reading all postings of a trigram.
        count = (
            "SELECT %s, count(*), min(rowid) FROM (SELECT rowid FROM search_text_trigrams"  # noqa: S608
            f" WHERE search_text_trigrams MATCH %s ORDER BY rowid DESC LIMIT {MAX_COUNTED_POSTINGS})"
        )
        parameters = [part for gram in requested for part in (gram, _quote(gram))]
        first_id, last_id = _rows(_ID_RANGE)[0]
        frequencies = {}
        for gram, counted, lowest_id in _rows(
            " UNION ALL ".join([count] * len(requested)), parameters
        ):
            if counted == MAX_COUNTED_POSTINGS:
                # The rest of the collection is taken to be like the part that was counted.
                counted = round(counted * (last_id - first_id + 1) / (last_id - lowest_id + 1))
            if counted:
                frequencies[gram] = counted
        return frequencies

    def trigrams_with_prefix(self, prefix: str) -> list[str]:
        sql = (
            "SELECT term FROM search_text_vocabulary WHERE term >= %s AND term < %s"  # noqa: S608
            f" LIMIT {MAX_PREFIX_TRIGRAMS}"
        )
        return [term for (term,) in _rows(sql, [prefix, prefix + "\U0010ffff"])]

    def refresh_statistics(self) -> None:
        """Nothing to do: frequencies are counted when they are needed."""

    def prepare_bulk(self) -> None:
        """Nothing to do: FTS5 merges its segments as it writes."""

    def compact(self, effort: int) -> bool:
        """Continue merging all segments of each table into one.

        FTS5's `merge` with a negative number writes about that many pages of the result. It changes
        fewer than two rows when there was nothing to merge.
        """
        with connection.cursor() as cursor:
            for field in _UNSPACED:
                table = f"search_{field}_trigrams"
                sql = f"INSERT INTO {table}({table}, rank) VALUES ('merge', %s)"  # noqa: S608
                changes_before = connection.connection.total_changes
                cursor.execute(sql, [-effort])
                if connection.connection.total_changes - changes_before > 1:
                    return True
        return False


def _quote(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _match_expression(query: TrigramQuery) -> str:
    """The query in FTS5's query language."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(map(_quote, variant)) + ")" for variant in term) + ")"
        for term in query
    )


def _rows(sql: str, parameters: Sequence[SqlValue] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
