"""A GIN index over an expression: the grams of the squeezed text, as numbers.

A function in the database packs every three characters into one integer (ten bits each; characters
that share ten bits share grams, which costs a look and no mistake, since every hit is verified).
Nothing is stored but the index. How common a gram is, which GIN does not tell, is sampled.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from newsroom.search.engines import Narrow, Wanted

_BITS = 1023
SAMPLE = 400
# A gram in fewer of the sampled stories than this is rare, and counted when it is asked for.
COMMON = 0.02
_SQUEEZED = {
    "title": "replace({t}title, ' ', '') || chr(10)",
    "text": "replace({t}title || chr(10) || {t}labels || chr(10) || {t}text, ' ', '') || chr(10)",
}

MAKE = [
    """
    CREATE OR REPLACE FUNCTION newsroom_grams(squeezed text) RETURNS integer[] AS $$
        SELECT coalesce(array_agg((one << 20) | (two << 10) | three), '{}')
        FROM (
            SELECT one, lead(one, 1) OVER () AS two, lead(one, 2) OVER () AS three
            FROM (
                SELECT ascii(letter) & 1023 AS one
                FROM string_to_table(squeezed, NULL) AS letter
            ) AS letters
        ) AS threes
        WHERE three IS NOT NULL
    $$ LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
    """,
    *(
        f"CREATE INDEX search_{field}_grams ON search_searchtext"
        f" USING gin (newsroom_grams({squeezed.format(t='')})) WITH (fastupdate = off)"
        for field, squeezed in _SQUEEZED.items()
    ),
    # The planner's statistics of the expression would cost a minute of analysis and help nothing.
    *(f"ALTER INDEX search_{field}_grams ALTER COLUMN 1 SET STATISTICS 0" for field in _SQUEEZED),
    "CREATE TABLE search_commongram (gram integer PRIMARY KEY, share real NOT NULL)",
]
DROP = [
    "DROP TABLE search_commongram",
    *(f"DROP INDEX search_{field}_grams" for field in _SQUEEZED),
    "DROP FUNCTION newsroom_grams(text)",
]


def _number(gram: str) -> int:
    one, two, three = (ord(letter) & _BITS for letter in gram)
    return one << 20 | two << 10 | three


def _has(field: str, operator: str = "@>") -> str:
    return f"newsroom_grams({_SQUEEZED[field].format(t='t.')}) {operator} %s"


class PostgresEngine:
    """Asks GIN."""

    def having_all(
        self, field: str, wanted: Wanted, narrow: Narrow, limit: int, newest_first: bool = False
    ) -> list[int]:
        condition, values = narrow.sql()
        conditions, asked = [], []
        for group in wanted:
            single = [spelling[0] for spelling in group if len(spelling) == 1]
            several = [spelling for spelling in group if len(spelling) > 1]
            ways = [_has(field)] * len(several)
            asked += [[_number(gram) for gram in spelling] for spelling in several]
            if single:
                ways.append(_has(field, "&&"))
                asked.append([_number(gram) for gram in single])
            conditions.append("(" + " OR ".join(ways) + ")")
        order = "t.visible_from" if newest_first else "t.article_id"
        sql = (
            f"SELECT t.article_id FROM search_searchtext t WHERE {' AND '.join(conditions)}"  # noqa: S608
            f" AND {condition} ORDER BY {order} DESC LIMIT %s"
        )
        return [pk for (pk,) in _rows(sql, [*asked, *values, limit])]

    def having_some(
        self, field: str, weights: dict[str, float], narrow: Narrow, limit: int
    ) -> list[tuple[int, float]]:
        condition, values = narrow.sql()
        one = (
            "SELECT t.article_id AS pk, %s::real AS weight FROM search_searchtext t"  # noqa: S608
            f" WHERE {_has(field)} AND {condition}"
        )
        asked = [
            value
            for gram, weight in weights.items()
            for value in (weight, [_number(gram)], *values)
        ]
        sql = (
            "SELECT pk, SUM(weight) FROM ("  # noqa: S608
            + " UNION ALL ".join([one] * len(weights))
            + ") g GROUP BY pk ORDER BY 2 DESC, 1 DESC LIMIT %s"
        )
        return _rows(sql, [*asked, limit])

    def frequencies(self, grams: Iterable[str]) -> dict[str, int]:
        numbers = {_number(gram): gram for gram in grams}
        stories = _rows("SELECT count(*) FROM search_searchtext", [])[0][0]
        sql = "SELECT gram, share FROM search_commongram WHERE gram = ANY(%s)"
        common = dict(_rows(sql, [list(numbers)]))
        found = {numbers[gram]: round(share * stories) for gram, share in common.items()}
        rare = [number for number in numbers if number not in common]
        if rare:
            sql = " UNION ALL ".join(
                [
                    "SELECT %s::int, (SELECT count(*) FROM"  # noqa: S608
                    f" (SELECT 1 FROM search_searchtext t WHERE {_has('text')} LIMIT 5000) AS found)"
                ]
                * len(rare)
            )
            counted = _rows(sql, [value for number in rare for value in (number, [number])])
            found |= {numbers[number]: count for number, count in counted if count}
        return found

    def beginning_with(self, two: str) -> list[str]:
        # The last characters a Thai or Latin gram can end with.
        return [two + chr(code) for code in (10, *range(0x21, 0x7F), *range(0xE01, 0xE5A))]

    def refresh(self) -> None:
        squeezed = _SQUEEZED["text"].format(t="t.")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_commongram")
            cursor.execute(
                f"""
                WITH sampled AS (
                    SELECT t.* FROM search_searchtext t
                    ORDER BY md5(t.article_id::text) LIMIT {SAMPLE}
                ), threes AS (
                    SELECT DISTINCT t.article_id, unnest(newsroom_grams({squeezed})) AS gram
                    FROM sampled t
                )
                INSERT INTO search_commongram
                SELECT gram, count(*)::real / (SELECT count(*) FROM sampled)
                FROM threes GROUP BY gram
                HAVING count(*) > {COMMON} * (SELECT count(*) FROM sampled)
                """  # noqa: S608
            )


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
