"""Pages of lists by `?page=N`, at the same cost however long the list is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from newsroom.thai.numerals import to_arabic

PER_PAGE = 30
# More digits than any list has pages; longer numbers are nonsense, and slow to read.
MOST_DIGITS = 7
# Rows that must be counted are counted up to here; readers learn that a longer list has more.
MOST_COUNTED = 1000


class Rows(Protocol):
    """A list that can be read a piece at a time."""

    def window(self, first: int, most: int) -> list[Any]:
        """Up to `most` rows from place `first` on."""

    def count(self, most: int) -> tuple[int, bool]:
        """How many rows there are; or, of a list that is dear to count, `most`, and that they are more."""


@dataclass
class ListPage:
    """A page of a list.

    Of a list that `is_long` nobody has counted the end: it has more than `count` rows, and `last`
    (the number of its last page) is not known.
    """

    rows: list[Any]
    number: int
    count: int
    is_long: bool
    last: int
    # Behind the address: empty, or `?page=2`.
    query: str
    # Addresses of the pages before and after this one; empty where there is none.
    newer: str
    older: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)


def get_page(
    request: HttpRequest,
    rows: QuerySet[Any, Any] | Sequence[Any] | Rows,
    per_page: int = PER_PAGE,
    shown: Callable[[list[Any]], list[Any]] = list,
) -> ListPage:
    """The page of `rows` that `?page=` asks for.

    `rows` are best nothing but keys in the order of an index, and `shown` fetches what is to be
    seen of the few on the page: then a deep page costs little more than the first one.
    Nonsense is page 1 (Thai digits are no nonsense); a page past the last raises `Http404`.
    """
    number = _number(request.GET.get("page", ""))
    found: Rows = _Sliced(rows) if isinstance(rows, (QuerySet, Sequence)) else rows
    first = (number - 1) * per_page
    # One row more tells whether there is a next page.
    keys = found.window(first, per_page + 1)
    if not keys and number > 1:
        raise Http404
    has_more = len(keys) > per_page
    # Nothing is counted where the end is in sight.
    count, is_long = found.count(MOST_COUNTED) if has_more else (first + len(keys), False)
    return ListPage(
        rows=shown(keys[:per_page]),
        number=number,
        count=count,
        is_long=is_long,
        last=-(-count // per_page) or 1,
        query=f"?page={number}" if number > 1 else "",
        newer=_address(request, number - 1) if number > 1 else "",
        older=_address(request, number + 1) if has_more else "",
    )


def _number(asked: str) -> int:
    asked = to_arabic(asked)
    if not asked.isdigit():
        return 1
    if len(asked) > MOST_DIGITS:
        raise Http404
    return max(int(asked), 1) if asked.isascii() else 1


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}" if query else request.path


class _Sliced:
    """Any sequence or queryset as `Rows`."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def window(self, first: int, most: int) -> list[Any]:
        return list(self.rows[first : first + most])

    def count(self, most: int) -> tuple[int, bool]:
        if not isinstance(self.rows, QuerySet):
            return len(self.rows), False
        counted = self.rows[: most + 1].count()
        return min(counted, most), counted > most
