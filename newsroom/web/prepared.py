"""Questions put into SQL once: for most of ours the ORM takes longer to write the SQL than the
database takes to answer.

    newest = Prepared(
        lambda section, now, first: (
            Article.objects.published(now).filter(section=section).newest_first()[first : first + 30]
        ),
        section=int, now=datetime, first=int,
    )
    newest(section=3, now=timezone.now(), first=60)

The queryset says what is asked, as everywhere; only the values change from time to time. None of
them may change the shape of the SQL: not None, not the length of a list, nor how many rows.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet

Kind = type[int] | type[str] | type[datetime]

# Values that nobody asks for, to be found again in the SQL.
_NUMBER = 7_770_000_000_000_000
_MOMENT = datetime(7770, 1, 1, tzinfo=UTC)
_PLACE = re.compile(r"%s|\b777000\d{10}\b")


class Prepared:
    """A queryset as a function of its values; each of them is an `int`, a `str` or a `datetime`."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: Kind) -> None:
        self._build, self._kinds = build, kinds
        self._written: _Written | None = None

    def __call__(self, **values: Any) -> list[Any]:
        """The rows, as the queryset would give them."""
        if self._written is None:
            self._written = _Written(self._build, self._kinds)
        return self._written.ask(values)

    def first(self, **values: Any) -> Any:
        """The first of the rows, or None."""
        return next(iter(self(**values)), None)


class _Written:
    """The SQL of a question, and where in it which value goes."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], kinds: dict[str, Kind]) -> None:
        marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(kinds.items())}
        self._queryset = build(**marks)
        database = self._queryset.db
        self._kinds = kinds.keys()
        self._moments = {name for name, kind in kinds.items() if kind is datetime}
        self._adapt = connections[database].ops.adapt_datetimefield_value
        # As they stand among the parameters of the SQL.
        found = {self._as_parameter(name, mark): name for name, mark in marks.items()}
        self._compiler: Any = self._queryset.query.get_compiler(using=database)
        self._converters: Any = None
        sql, parameters = self._compiler.as_sql()
        constants = iter(parameters)
        # By place in the SQL: the name of a value, or a constant in a tuple.
        self._places: list[str | tuple[Any]] = []

        def place(match: re.Match[str]) -> str:
            # What a slice begins with stands in the SQL itself.
            value = next(constants) if match[0] == "%s" else int(match[0])
            self._places.append(found.get(value) or (value,))
            return "%s"

        self._sql = _PLACE.sub(place, sql)
        if missing := set(kinds) - {name for name in self._places if isinstance(name, str)}:
            raise TypeError(f"not in the SQL of this question: {', '.join(sorted(missing))}")

    def _as_parameter(self, name: str, value: Any) -> Any:
        return self._adapt(value) if name in self._moments else value

    def ask(self, values: dict[str, Any]) -> list[Any]:
        if values.keys() != self._kinds:
            raise TypeError(f"asked with {', '.join(values)}; wanted {', '.join(self._kinds)}")
        given = {name: self._as_parameter(name, value) for name, value in values.items()}
        parameters = tuple(
            given[place] if isinstance(place, str) else place[0] for place in self._places
        )
        # A copy of its own for each thread: Django's querysets run it as they run any other.
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[self._queryset.db]
        compiler.as_sql = lambda *args, **kwargs: (self._sql, parameters)
        compiler.get_converters = self._converters_of
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(queryset)

    def _converters_of(self, expressions: Any) -> Any:
        if self._converters is None:
            self._converters = self._compiler.get_converters(expressions)
        return self._converters


def _mark(kind: Kind, number: int) -> Any:
    if kind is int:
        return _NUMBER + number
    return _MOMENT + timedelta(days=number) if kind is datetime else f"{_NUMBER + number}"
