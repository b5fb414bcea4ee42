"""Querysets compiled to SQL once: building the SQL of our queries costs more than running them.

    NEWEST = PreparedQuery(
        lambda section, now, offset: (
            Article.objects.published(now).filter(section=section)[offset : offset + 30]
        ),
        section=int, now=datetime, offset=int,
    )
    NEWEST(section=3, now=timezone.now(), offset=60)

How it works. `build` is called once with sentinels, values outside any real range. The queryset is
compiled, and each sentinel found among the SQL's parameters, or as a literal (an OFFSET), tells
where an argument goes; everything else is constant. A call puts the arguments into these slots and
lets a copy of the queryset run with that SQL, so that rows, models and converters are Django's.
To be sure that no argument is lost or altered on the way into the SQL (`offset + 1`, a limit that
sets the number of subqueries), `build` is compiled a second time with other sentinels: everything
but the slots must be the same, else TypeError. Arguments must not change the shape of the SQL: no
None, and lists of ids only as `IdList`. That a queryset runs with a given SQL is no public API of
Django: a trial run against a recording cursor decides, and where it fails, or a name in `LEANS_ON`
is missing, the plain queryset runs instead, which is right and slower (`web.W001` says so).
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet

log = logging.getLogger(__name__)

# No row has this id: it fills the slots of an `IdList` that is not full.
NO_ID = 0
# What is used of Django beyond its public API; `tests/web/test_prepared_queries.py` holds it.
LEANS_ON = {
    "query": ("get_compiler",),
    "compiler": ("as_sql", "execute_sql", "results_iter", "get_converters"),
    # Set by `as_sql`, read by the iterables of `django.db.models.query`.
    "compiled": ("select", "klass_info", "annotation_col_map", "col_count"),
    "operations": ("adapt_datetimefield_value",),
}
# Sentinel integers count from the first of these, sentinel dates are days of these years. Two sets.
_SENTINELS = ((7_770_000_000_000_000, 7770), (7_880_000_000_000_000, 7880))
# Arguments of the trial run.
_SAMPLES: dict[Any, Any] = {int: 1, str: "1", datetime: datetime(2000, 1, 1, tzinfo=UTC)}
# A placeholder, or an integer as long as a sentinel; `%%` is an escaped percent sign.
_SLOT = re.compile(r"%%|%s|\b\d{16}\b")


@dataclass(frozen=True)
class IdList:
    """The type of an argument that is a list of up to `max_ids` ids, for `__in` lookups."""

    max_ids: int

    def batches(self, ids: Sequence[int]) -> Iterator[Sequence[int]]:
        """A list of any length in lists that fit; none for an empty one."""
        for start in range(0, len(ids), self.max_ids):
            yield ids[start : start + self.max_ids]

    def padded(self, ids: Sequence[int]) -> list[int]:
        """`ids` and as many `NO_ID` as make `max_ids`; ValueError if there are more."""
        if len(ids) > self.max_ids:
            raise ValueError(f"{len(ids)} ids, but at most {self.max_ids} fit")
        return [*ids, *[NO_ID] * (self.max_ids - len(ids))]


Kind = type[int] | type[str] | type[datetime] | IdList


class UnsupportedDjangoError(Exception):
    """This version of Django does not run a queryset with a given SQL."""


class PreparedQuery:
    """A queryset as a function of its arguments, whose types are named by `kinds`."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **kinds: Kind) -> None:
        self._build, self._kinds = build, kinds
        self._compiled: _CompiledQuery | None = None
        self._is_unsupported = False

    def __call__(self, **arguments: object) -> list[Any]:
        """The rows, as the queryset would give them."""
        if arguments.keys() != self._kinds.keys():
            raise TypeError(f"got {', '.join(arguments)}; expected {', '.join(self._kinds)}")
        if self._compiled is None and not self._is_unsupported:
            try:
                self._compiled = compile_query(self._build, self._kinds)
            except UnsupportedDjangoError as error:
                log.warning("A prepared query runs as a plain queryset: %s", error)
                self._is_unsupported = True
        if self._compiled is None:
            return list(self._build(**arguments))
        return self._compiled.execute(arguments)

    def first(self, **arguments: object) -> Any:
        """The first of the rows, or None."""
        return next(iter(self(**arguments)), None)


def compile_query(
    build: Callable[..., QuerySet[Any, Any]], kinds: dict[str, Kind]
) -> _CompiledQuery:
    """Compile `build` and try it without a database; UnsupportedDjangoError if that fails."""
    try:
        compiled, again = (_CompiledQuery(build, kinds, *sentinels) for sentinels in _SENTINELS)
    except AttributeError as error:
        raise UnsupportedDjangoError(str(error)) from error
    if compiled.missing:
        raise TypeError(f"not in the SQL of this query: {', '.join(compiled.missing)}")
    if compiled.shape != again.shape:
        raise TypeError("an argument of this query is altered on its way into the SQL")
    compiled.try_without_database()
    return compiled


class _CompiledQuery:
    """The SQL of a query, its constant parameters, and the slots of its arguments."""

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        kinds: dict[str, Kind],
        first_sentinel: int,
        sentinel_year: int,
    ) -> None:
        self._kinds = kinds
        arguments, names = _sentinels(kinds, first_sentinel, sentinel_year)
        self._queryset = build(**arguments)
        operations = connections[self._queryset.db].ops
        self._compiler: Any = self._queryset.query.get_compiler(using=self._queryset.db)
        sql, parameters = self._compiler.as_sql()
        owners = {
            "query": self._queryset.query,
            "compiler": self._compiler,
            "compiled": self._compiler,
            "operations": operations,
        }
        for owner, attributes in LEANS_ON.items():
            for attribute in attributes:
                getattr(owners[owner], attribute)
        self._adapt_datetime = operations.adapt_datetimefield_value
        self._converters: Any = None
        sentinels = {value: index for index, value in enumerate(self._flatten(arguments))}
        # The SQL's parameters, and which of them is which of the flattened arguments.
        self._parameters: list[Any] = []
        self._slots: list[tuple[int, int]] = []
        self._sql = self._find_slots(sql, parameters, sentinels)
        found = {index for _, index in self._slots}
        self.missing = sorted({name for index, name in enumerate(names) if index not in found})

    def _find_slots(self, sql: str, parameters: Sequence[Any], sentinels: dict[Any, int]) -> str:
        """Fill `_parameters` and `_slots`; the SQL with literal sentinels as placeholders."""
        remaining = iter(parameters)

        def replace(match: re.Match[str]) -> str:
            if match[0] == "%%":
                return match[0]
            value = next(remaining) if match[0] == "%s" else int(match[0])
            index = sentinels.get(value) if isinstance(value, (int, str, datetime)) else None
            if index is not None:
                self._slots.append((len(self._parameters), index))
            elif match[0] != "%s":
                return match[0]
            self._parameters.append(value if index is None else None)
            return "%s"

        return _SLOT.sub(replace, sql)

    def _flatten(self, arguments: dict[str, Any]) -> list[Any]:
        """The values of all arguments in the order of `_kinds`, as the database takes them."""
        values: list[Any] = []
        for name, kind in self._kinds.items():
            if isinstance(kind, IdList):
                values += kind.padded(arguments[name])
            elif kind is datetime:
                values.append(self._adapt_datetime(arguments[name]))
            else:
                values.append(arguments[name])
        return values

    def _fill_slots(self, arguments: dict[str, Any]) -> tuple[Any, ...]:
        values, parameters = self._flatten(arguments), list(self._parameters)
        for position, index in self._slots:
            parameters[position] = values[index]
        return tuple(parameters)

    @property
    def shape(self) -> tuple[Any, ...]:
        """All that must not depend on the sentinels."""
        return self._sql, self._parameters, self._slots

    def execute(self, arguments: dict[str, object], connection: Any = None) -> list[Any]:
        """The rows for these arguments."""
        parameters = self._fill_slots(arguments)
        # A copy for each call, since other threads run the same query.
        compiler = copy.copy(self._compiler)
        compiler.connection = connection or connections[self._queryset.db]
        compiler.as_sql = lambda *args, **kwargs: (self._sql, parameters)
        compiler.get_converters = self._get_converters
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(queryset)

    def _get_converters(self, expressions: Any) -> Any:
        """Those of the first call; they depend on the expressions, which are always the same."""
        if self._converters is None:
            self._converters = self._compiler.get_converters(expressions)
        return self._converters

    def try_without_database(self) -> None:
        """Run against a cursor that only records; UnsupportedDjangoError unless our SQL arrives."""
        arguments = {
            name: [1] if isinstance(kind, IdList) else _SAMPLES[kind]
            for name, kind in self._kinds.items()
        }
        connection = _RecordingConnection(connections[self._queryset.db])
        try:
            rows = self.execute(arguments, connection)
        except AttributeError as error:
            raise UnsupportedDjangoError(str(error)) from error
        if rows or connection.executed != [(self._sql, self._fill_slots(arguments))]:
            raise UnsupportedDjangoError("a queryset does not run the SQL it is given")


def _sentinels(
    kinds: dict[str, Kind], first_number: int, year: int
) -> tuple[dict[str, object], list[str]]:
    """An argument for each of `kinds`, all different; and by index, once flattened, their names."""
    arguments: dict[str, object] = {}
    names: list[str] = []
    for name, kind in kinds.items():
        number = first_number + len(names)
        if isinstance(kind, IdList):
            arguments[name] = [number + index for index in range(kind.max_ids)]
        elif kind is datetime:
            arguments[name] = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=len(names))
        else:
            arguments[name] = number if kind is int else f"{number}"
        names += [name] * (kind.max_ids if isinstance(kind, IdList) else 1)
    return arguments, names


class _RecordingConnection:
    """A database connection whose cursor keeps what it should execute and returns no rows."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.executed: list[tuple[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> _RecordingConnection:
        return self

    chunked_cursor = cursor

    def execute(self, sql: str, parameters: Any) -> None:
        self.executed.append((sql, parameters))

    def fetchmany(self, size: int) -> list[Any]:
        return []

    def close(self) -> None:
        pass
