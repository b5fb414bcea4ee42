"""PostgreSQL: a GIN index over an expression, the trigrams of the unspaced text packed as integers.

A database function packs three characters into one integer of 30 bits, ten bits each. Characters
that share their low ten bits collide, which costs a comparison and no wrong hit, since every match
is verified. GIN does not store document frequencies; those of common trigrams are sampled into
`search_common_trigram`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import Any

from django.db import connection, transaction

from newsroom.search.backends.interface import Field, SearchFilter, SqlValue, TrigramQuery

_CHARACTER_BITS = 10
_CHARACTER_MASK = (1 << _CHARACTER_BITS) - 1
# Documents whose trigrams are counted for the statistics.
SAMPLE_SIZE = 4000
# A trigram in less than this share of the sample is rare, and counted when it is needed.
MIN_COMMON_SHARE = 0.0025
MAX_COUNTED_POSTINGS = 5_000
# A query of two characters scans the newest documents, instead of reading the postings of all
# trigrams with that prefix, when the shares of these sum up to more than this.
MIN_SCAN_SHARE = 0.5
# Combinations of the variants of all terms that are queried; the likeliest come first.
MAX_COMBINATIONS = 12
# GIN's pending list during a bulk write. Every search reads all of it, so it is short otherwise.
BULK_PENDING_LIST = "8MB"
# The line break at the end gives the last two characters of a field a trigram of their own.
_UNSPACED = {
    "title": "replace({t}title, ' ', '') || chr(10)",
    "text": "replace({t}title || chr(10) || {t}keywords || chr(10) || {t}text, ' ', '') || chr(10)",
}

CREATE = [
    # The high cost keeps the planner from computing the trigrams of every row instead of using the
    # index.
    """
    CREATE OR REPLACE FUNCTION search_trigrams(unspaced text) RETURNS integer[] AS $$
    DECLARE
        packed integer := 0;
        trigrams integer[];
        symbol text;
    BEGIN
        FOREACH symbol IN ARRAY string_to_array(unspaced, NULL) LOOP
            packed := ((packed << 10) | (ascii(symbol) & 1023)) & 1073741823;
            trigrams := trigrams || packed;
        END LOOP;
        RETURN coalesce(trigrams[3:], '{}');
    END
    $$ LANGUAGE plpgsql IMMUTABLE COST 10000
    """,
    # fastupdate collects new entries in a pending list and merges them at once: ten times as fast
    # as one by one.
    *(
        f"CREATE INDEX search_{field}_trigrams ON search_searchdocument"
        f" USING gin (search_trigrams({unspaced.format(t='')}))"
        " WITH (fastupdate = on)"
        for field, unspaced in _UNSPACED.items()
    ),
    # ANALYZE would compute the expression for its statistics, which takes a minute and helps nothing.
    *(
        f"ALTER INDEX search_{field}_trigrams ALTER COLUMN 1 SET STATISTICS 0"
        for field in _UNSPACED
    ),
    "CREATE TABLE search_common_trigram (trigram integer PRIMARY KEY, share real NOT NULL)",
]
DROP = [
    "DROP TABLE search_common_trigram",
    *(f"DROP INDEX search_{field}_trigrams" for field in _UNSPACED),
    "DROP FUNCTION search_trigrams(text)",
]

# An array operator and its right-hand side: `@>` has all of these trigrams, `&&` has any of them.
_ArrayCondition = tuple[str, list[int]]


class PostgresBackend:
    """Queries GIN."""

    def match_all(
        self,
        field: Field,
        query: TrigramQuery,
        scope: SearchFilter,
        limit: int,
        newest_first: bool = False,
    ) -> list[int]:
        if pair := self._common_pair(query):
            return self._scan_for_pair(field, pair, scope, limit, newest_first)
        condition, values = scope.sql()
        select = "SELECT t.article_id, t.published_at FROM search_searchdocument t WHERE "
        selects: list[str] = []
        parameters: list[SqlValue] = []
        has_any = False
        for combination in islice(product(*map(_conditions, query)), MAX_COMBINATIONS):
            # One trigram condition per SELECT: given two, the planner may compute the trigrams of
            # row after row instead of using the index for the second.
            conditions = _merge_conditions(combination)
            selects.append(
                " INTERSECT ".join(
                    f"{select}{_array_condition(field, operator)} AND {condition}"
                    for operator, _ in conditions
                )
            )
            for operator, packed in conditions:
                parameters += [packed, *values]
                has_any = has_any or operator == "&&"
        order = "published_at" if newest_first else "article_id"
        # Materialised: otherwise the planner may walk the documents in this order and compute the
        # trigrams of each.
        sql = (
            f"WITH found AS MATERIALIZED ({' UNION '.join(selects)})"  # noqa: S608
            f" SELECT article_id FROM found ORDER BY {order} DESC LIMIT %s"
        )
        if not has_any:
            return [pk for (pk,) in _rows(sql, [*parameters, limit])]
        with transaction.atomic():
            # The planner expects `&&` with many trigrams to match most rows, and would compute the
            # trigrams of each.
            _execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
            return [pk for (pk,) in _rows(sql, [*parameters, limit])]

    def _common_pair(self, query: TrigramQuery) -> str:
        """The two characters the query consists of, if many documents contain them, or empty."""
        pair = query[0][0][0][:2]
        if query != [[[gram] for gram in self.trigrams_with_prefix(pair)]]:
            return ""
        lowest = _pack(pair + "\0")
        sql = "SELECT sum(share) FROM search_common_trigram WHERE trigram BETWEEN %s AND %s"
        share = _rows(sql, [lowest, lowest | _CHARACTER_MASK])[0][0] or 0
        return pair if share >= MIN_SCAN_SHARE else ""

    def _scan_for_pair(
        self, field: Field, pair: str, scope: SearchFilter, limit: int, newest_first: bool
    ) -> list[int]:
        """Look for two characters in the newest documents until enough are found."""
        condition, values = scope.sql()
        columns = ["title"] if field == "title" else ["title", "keywords", "text"]
        order = "published_at" if newest_first else "article_id"
        sql = (
            f"SELECT t.article_id FROM search_searchdocument t WHERE {condition}"  # noqa: S608
            f" AND ({' OR '.join(f'strpos(t.{column}, %s) > 0' for column in columns)})"
            f" ORDER BY t.{order} DESC LIMIT %s"
        )
        return [pk for (pk,) in _rows(sql, [*values, *[pair] * len(columns), limit])]

    def match_any_weighted(
        self, field: Field, weights: dict[str, float], scope: SearchFilter, limit: int
    ) -> list[tuple[int, float]]:
        condition, values = scope.sql()
        postings = (
            "SELECT t.article_id AS pk, %s::real AS weight FROM search_searchdocument t"  # noqa: S608
            f" WHERE {_array_condition(field)} AND {condition}"
        )
        parameters = [
            part for gram, weight in weights.items() for part in (weight, [_pack(gram)], *values)
        ]
        sql = (
            "SELECT pk, SUM(weight) FROM ("  # noqa: S608
            + " UNION ALL ".join([postings] * len(weights))
            + ") g GROUP BY pk ORDER BY 2 DESC, 1 DESC LIMIT %s"
        )
        return _rows(sql, [*parameters, limit])

    def document_frequencies(self, trigrams: Iterable[str]) -> dict[str, int]:
        requested = {_pack(gram): gram for gram in trigrams}
        documents = _rows("SELECT count(*) FROM search_searchdocument")[0][0]
        sql = "SELECT trigram, share FROM search_common_trigram WHERE trigram = ANY(%s)"
        shares = dict(_rows(sql, [list(requested)]))
        frequencies = {
            requested[packed]: round(share * documents) for packed, share in shares.items()
        }
        rare = [packed for packed in requested if packed not in shares]
        if rare:
            count = (
                "SELECT %s::int, (SELECT count(*) FROM"  # noqa: S608
                f" (SELECT 1 FROM search_searchdocument t WHERE {_array_condition('text')}"
                f" LIMIT {MAX_COUNTED_POSTINGS}) AS postings)"
            )
            parameters = [part for packed in rare for part in (packed, [packed])]
            counted = _rows(" UNION ALL ".join([count] * len(rare)), parameters)
            frequencies |= {requested[packed]: number for packed, number in counted if number}
        return frequencies

    def trigrams_with_prefix(self, prefix: str) -> list[str]:
        # GIN cannot list its keys: every printable character of ASCII and Thai may be the third.
        return [prefix + chr(code) for code in (10, *range(0x21, 0x7F), *range(0xE01, 0xE5A))]

    def refresh_statistics(self) -> None:
        _execute("DELETE FROM search_common_trigram")
        _execute(
            f"""
            WITH sampled AS (
                SELECT t.* FROM search_searchdocument t
                ORDER BY md5(t.article_id::text) LIMIT {SAMPLE_SIZE}
            ), trigrams AS (
                SELECT DISTINCT t.article_id,
                    unnest(search_trigrams({_UNSPACED["text"].format(t="t.")})) AS trigram
                FROM sampled t
            )
            INSERT INTO search_common_trigram
            SELECT trigram, count(*)::real / (SELECT count(*) FROM sampled)
            FROM trigrams GROUP BY trigram
            HAVING count(*) > {MIN_COMMON_SHARE} * (SELECT count(*) FROM sampled)
            """  # noqa: S608
        )

    def prepare_bulk(self) -> None:
        _execute("SELECT set_config('gin_pending_list_limit', %s, true)", [BULK_PENDING_LIST])

    def compact(self, effort: int) -> bool:
        """Merge the pending lists, whatever the effort: writers do not wait for that here."""
        for field in _UNSPACED:
            _execute("SELECT gin_clean_pending_list(%s::regclass)", [f"search_{field}_trigrams"])
        return False


def _pack(gram: str) -> int:
    """A trigram as the integer that `search_trigrams` computes for it."""
    packed = 0
    for character in gram:
        packed = packed << _CHARACTER_BITS | ord(character) & _CHARACTER_MASK
    return packed


def _conditions(term: list[list[str]]) -> list[_ArrayCondition]:
    """The variants of a term as array conditions; variants of one trigram make one condition."""
    conditions = [("@>", list(map(_pack, variant))) for variant in term if len(variant) > 1]
    single = [_pack(variant[0]) for variant in term if len(variant) == 1]
    if single:
        conditions.append(("&&" if len(single) > 1 else "@>", single))
    return conditions


def _merge_conditions(combination: Iterable[_ArrayCondition]) -> list[_ArrayCondition]:
    """The same conditions with all `@>` in one."""
    conditions = list(combination)
    required = dict.fromkeys(
        packed for operator, every in conditions if operator == "@>" for packed in every
    )
    merged: list[_ArrayCondition] = [("@>", list(required))] if required else []
    return [*merged, *(condition for condition in conditions if condition[0] == "&&")]


def _array_condition(field: Field, operator: str = "@>") -> str:
    return f"search_trigrams({_UNSPACED[field].format(t='t.')}) {operator} %s"


def _execute(sql: str, parameters: Sequence[SqlValue] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _rows(sql: str, parameters: Sequence[SqlValue] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
