"""A GIN index over an expression: the grams of the squeezed text, as numbers.

A function in the database packs every three characters into one integer (ten bits each; characters
that share ten bits share grams, which costs a look and no mistake, since every hit is verified).
Nothing is stored but the index. How common a gram is, which GIN does not tell, is sampled.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product
from typing import Any

from django.db import connection, transaction

from newsroom.search.engines import Narrow, Wanted

_BITS = 1023
SAMPLE = 4000
# A gram in fewer of the sampled stories than this is rare, and counted when it is asked for.
COMMON = 0.0025
# Two letters are looked for in the newest stories themselves when the shares of all grams that
# begin with them are more than this together.
MANY = 0.5
# Ways to spell a query that are asked for; the likeliest come first.
MOST_WAYS = 12
# A search reads the whole list of entries that wait; it may be longer while very many come in.
BULK_PENDING = "8MB"
_SQUEEZED = {
    "title": "replace({t}title, ' ', '') || chr(10)",
    "text": "replace({t}title || chr(10) || {t}labels || chr(10) || {t}text, ' ', '') || chr(10)",
}

MAKE = [
    # A high cost, so that the planner never computes the grams of every story instead of asking
    # the index.
    """
    CREATE OR REPLACE FUNCTION newsroom_grams(squeezed text) RETURNS integer[] AS $$
    DECLARE
        packed integer := 0;
        found integer[];
        letter text;
    BEGIN
        FOREACH letter IN ARRAY string_to_array(squeezed, NULL) LOOP
            packed := ((packed << 10) | (ascii(letter) & 1023)) & 1073741823;
            found := found || packed;
        END LOOP;
        RETURN coalesce(found[3:], '{}');
    END
    $$ LANGUAGE plpgsql IMMUTABLE COST 10000
    """,
    # New entries wait in a short list and go in together: ten times quicker than one by one.
    *(
        f"CREATE INDEX search_{field}_grams ON search_searchtext"
        f" USING gin (newsroom_grams({squeezed.format(t='')}))"
        " WITH (fastupdate = on)"
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


def _alternatives(group: list[list[str]]) -> list[tuple[str, list[int]]]:
    """The spellings of a term as what an array can be asked: `@>` all of these, `&&` any of these."""
    ways = [("@>", list(map(_number, grams))) for grams in group if len(grams) > 1]
    single = [_number(grams[0]) for grams in group if len(grams) == 1]
    if single:
        ways.append(("&&" if len(single) > 1 else "@>", single))
    return ways


def _merged(way: tuple[tuple[str, list[int]], ...]) -> list[tuple[str, list[int]]]:
    """One spelling of every term, in as few questions as can be."""
    every = list(
        dict.fromkeys(gram for operator, grams in way if operator == "@>" for gram in grams)
    )
    return [*([("@>", every)] if every else []), *(part for part in way if part[0] == "&&")]


def _has(field: str, operator: str = "@>") -> str:
    return f"newsroom_grams({_SQUEEZED[field].format(t='t.')}) {operator} %s"


class PostgresEngine:
    """Asks GIN."""

    def having_all(
        self, field: str, wanted: Wanted, narrow: Narrow, limit: int, newest_first: bool = False
    ) -> list[int]:
        condition, values = narrow.sql()
        order = "visible_from" if newest_first else "article_id"
        if letters := self._two_common_letters(wanted):
            columns = ["title"] if field == "title" else ["title", "labels", "text"]
            sql = (
                f"SELECT t.article_id FROM search_searchtext t WHERE {condition}"  # noqa: S608
                f" AND ({' OR '.join(f'strpos(t.{name}, %s) > 0' for name in columns)})"
                f" ORDER BY t.{order} DESC LIMIT %s"
            )
            return [pk for (pk,) in _rows(sql, [*values, *[letters] * len(columns), limit])]
        stories = "SELECT t.article_id, t.visible_from FROM search_searchtext t WHERE "
        ways, asked, is_wide = [], [], False
        for way in islice(product(*map(_alternatives, wanted)), MOST_WAYS):
            # One condition on the grams a `SELECT`: beside another the planner may compute the
            # grams of story after story instead of asking the index.
            parts = _merged(way)
            ways.append(
                " INTERSECT ".join(
                    f"{stories}{_has(field, operator)} AND {condition}" for operator, _ in parts
                )
            )
            for operator, grams in parts:
                asked += [grams, *values]
                is_wide = is_wide or operator == "&&"
        # Materialised: with the order in sight the planner would go through the stories one by
        # one, newest first, and compute the grams of each.
        sql = (
            f"WITH found AS MATERIALIZED ({' UNION '.join(ways)})"  # noqa: S608
            f" SELECT article_id FROM found ORDER BY {order} DESC LIMIT %s"
        )
        if not is_wide:
            return [pk for (pk,) in _rows(sql, [*asked, limit])]
        with transaction.atomic():
            # Many grams of which any will do look like most stories to the planner, and it would
            # compute the grams of each.
            _run("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off", [])
            return [pk for (pk,) in _rows(sql, [*asked, limit])]

    def _two_common_letters(self, wanted: Wanted) -> str:
        """The two letters that are all that is wanted, if many stories have them; or empty.

        Then the newest stories tell sooner than the lists of all grams that begin with the two.
        """
        two = wanted[0][0][0][:2]
        if wanted != [[[gram] for gram in self.beginning_with(two)]]:
            return ""
        low = _number(two + "\0")
        sql = "SELECT sum(share) FROM search_commongram WHERE gram BETWEEN %s AND %s"
        share = _rows(sql, [low, low | _BITS])[0][0] or 0
        return two if share >= MANY else ""

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

    def begin_bulk(self) -> None:
        _run("SELECT set_config('gin_pending_list_limit', %s, true)", [BULK_PENDING])

    def compact(self) -> None:
        for field in _SQUEEZED:
            _run("SELECT gin_clean_pending_list(%s::regclass)", [f"search_{field}_grams"])


def _run(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
