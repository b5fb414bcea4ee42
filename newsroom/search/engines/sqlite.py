"""FTS5 with its trigram tokenizer over squeezed text: two contentless tables kept by triggers.

`detail=none` keeps which stories have a gram and nothing else: the index is a fraction of the text.
FTS5 before 3.43 takes a row out of a contentless table only when told what was in it; the triggers
know, because the folded text is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from newsroom.search.engines import Narrow, Wanted

_TITLE = "replace({row}.title, ' ', '') || char(10)"
_TEXT = (
    "replace({row}.title || char(10) || {row}.labels || char(10) || {row}.text, ' ', '')"
    " || char(10)"
)
_TABLE = """
CREATE VIRTUAL TABLE search_{field}_grams USING fts5(
    x, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1')
"""
_VOCABULARY = """
CREATE VIRTUAL TABLE search_{field}_vocabulary USING fts5vocab(search_{field}_grams, row)
"""
_ADD = "INSERT INTO search_{field}_grams(rowid, x) VALUES (new.article_id, {new});"
_REMOVE = (
    "INSERT INTO search_{field}_grams(search_{field}_grams, rowid, x)"
    " VALUES ('delete', old.article_id, {old});"
)
_EDGES = (
    "SELECT (SELECT min(article_id) FROM search_searchtext),"
    " (SELECT max(article_id) FROM search_searchtext)"
)
# A gram brings the newest stories that have it, up to so many; and is counted in so many.
CARRIERS = {"text": 4_000, "title": 1_500}
COUNTED = 4_000


def _statements() -> tuple[list[str], list[str]]:
    """What makes the index over `search_searchtext`, and what takes it away."""
    make, add, remove = [], "", ""
    for field, value in (("title", _TITLE), ("text", _TEXT)):
        names = {"field": field, "new": value.format(row="new"), "old": value.format(row="old")}
        make += [_TABLE.format(**names), _VOCABULARY.format(**names)]
        add += _ADD.format(**names)
        remove += _REMOVE.format(**names)
    on = "ON search_searchtext BEGIN"
    changed = "AFTER UPDATE OF title, labels, text"
    make += [
        f"CREATE TRIGGER search_added AFTER INSERT {on} {add} END",
        f"CREATE TRIGGER search_removed AFTER DELETE {on} {remove} END",
        f"CREATE TRIGGER search_changed {changed} {on} {remove} {add} END",
    ]
    drop = [f"DROP TRIGGER search_{name}" for name in ("added", "removed", "changed")]
    drop += [
        f"DROP TABLE search_{field}_{kind}"
        for field in ("title", "text")
        for kind in ("vocabulary", "grams")
    ]
    return make, drop


MAKE, DROP = _statements()


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _expression(wanted: Wanted) -> str:
    """The query in FTS5's language."""
    return " AND ".join(
        "("
        + " OR ".join("(" + " AND ".join(map(_quoted, spelling)) + ")" for spelling in group)
        + ")"
        for group in wanted
    )


class SqliteEngine:
    """Asks FTS5."""

    def having_all(
        self, field: str, wanted: Wanted, narrow: Narrow, limit: int, newest_first: bool = False
    ) -> list[int]:
        condition, values = narrow.sql()
        grams = f"search_{field}_grams"
        order = "t.visible_from DESC" if newest_first else f"{grams}.rowid DESC"
        sql = (
            f"SELECT t.article_id FROM {grams} CROSS JOIN search_searchtext t"  # noqa: S608
            f" ON t.article_id = {grams}.rowid WHERE {grams} MATCH %s AND {condition}"
            f" ORDER BY {order} LIMIT %s"
        )
        return [pk for (pk,) in _rows(sql, [_expression(wanted), *values, limit])]

    def having_some(
        self, field: str, weights: dict[str, float], narrow: Narrow, limit: int
    ) -> list[tuple[int, float]]:
        condition, values = narrow.sql()
        grams = f"search_{field}_grams"
        one = (
            f"SELECT * FROM (SELECT rowid AS pk, %s AS weight FROM {grams} WHERE {grams} MATCH %s"  # noqa: S608
            f" ORDER BY rowid DESC LIMIT {CARRIERS[field]})"
        )
        union = " UNION ALL ".join([one] * len(weights))
        sql = (
            f"SELECT g.pk, g.weight FROM (SELECT pk, SUM(weight) AS weight FROM ({union})"  # noqa: S608
            " GROUP BY pk ORDER BY 2 DESC, 1 DESC LIMIT %s) g"
            f" CROSS JOIN search_searchtext t ON t.article_id = g.pk WHERE {condition}"
            " ORDER BY g.weight DESC, g.pk DESC LIMIT %s"
        )
        asked = [value for gram, weight in weights.items() for value in (weight, _quoted(gram))]
        # Stories that are not public, and those filtered away, are few or the filter is not set:
        # four times as many are weighed as are asked for.
        many = limit * 4 if narrow[1:] == (None,) * 4 else 100_000
        return _rows(sql, [*asked, many, *values, limit])

    def frequencies(self, grams: Iterable[str]) -> dict[str, int]:
        asked = list(grams)
        if not asked:
            return {}
        # The vocabulary would walk through every story that has the gram.
        one = (
            "SELECT %s, count(*), min(rowid) FROM (SELECT rowid FROM search_text_grams"  # noqa: S608
            f" WHERE search_text_grams MATCH %s ORDER BY rowid DESC LIMIT {COUNTED})"
        )
        values = [value for gram in asked for value in (gram, _quoted(gram))]
        bottom, top = _rows(_EDGES, [])[0]
        return {
            # As many in the older stories as among those counted.
            gram: count if count < COUNTED else round(count * (top - bottom + 1) / (top - last + 1))
            for gram, count, last in _rows(" UNION ALL ".join([one] * len(asked)), values)
            if count
        }

    def beginning_with(self, two: str) -> list[str]:
        sql = "SELECT term FROM search_text_vocabulary WHERE term >= %s AND term < %s LIMIT 200"
        return [term for (term,) in _rows(sql, [two, two + "\U0010ffff"])]

    def refresh(self) -> None:
        """Nothing to do: the vocabulary is always right."""

    def begin_bulk(self) -> None:
        """Nothing to do: FTS5 merges as it goes."""

    def compact(self) -> None:
        with connection.cursor() as cursor:
            for field in ("title", "text"):
                table = f"search_{field}_grams"
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
