"""Pagination by `?page=N` whose cost does not grow with the length of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from newsroom.thai.numerals import to_arabic_digits

PER_PAGE = 30
# No list has a page number of more digits; converting longer ones costs quadratic time.
MAX_PAGE_DIGITS = 7
# Rows are counted up to this; of a longer list readers learn that it has more.
MAX_COUNTED = 1000


class Rows(Protocol):
    """A list that can be read in slices."""

    def slice(self, offset: int, limit: int) -> list[Any]:
        """Up to `limit` rows from `offset` on."""

    def count(self, limit: int) -> tuple[int, bool]:
        """The number of rows and False; or, where counting stopped, `limit` and True."""


@dataclass
class ListPage:
    """One page of a list.

    With `is_count_capped` the list has more than `count` rows, and `page_count` is too low.
    """

    rows: list[Any]
    # Counts from 1.
    number: int
    count: int
    is_count_capped: bool
    page_count: int
    # What follows the path in this page's canonical URL: empty or `?page=2`.
    query_string: str
    # Empty where there is no such page.
    previous_url: str
    next_url: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)


def get_page(
    request: HttpRequest,
    rows: QuerySet[Any, Any] | Sequence[Any] | Rows,
    per_page: int = PER_PAGE,
    load: Callable[[list[Any]], list[Any]] = list,
) -> ListPage:
    """The page of `rows` that the request's `page` parameter names.

    `rows` are best primary keys in the order of an index, and `load` turns the few of one page
    into what it shows: a deep page then costs little more than the first.
    An invalid number is page 1 (Thai digits are valid); one past the last page raises `Http404`.
    """
    number = requested_page(request)
    source: Rows = _SlicedRows(rows) if isinstance(rows, (QuerySet, Sequence)) else rows
    offset = (number - 1) * per_page
    # One row more than a page tells whether there is a next one.
    keys = source.slice(offset, per_page + 1)
    if not keys and number > 1:
        raise Http404
    has_next = len(keys) > per_page
    # On the last page the count is known without counting.
    count, is_capped = source.count(MAX_COUNTED) if has_next else (offset + len(keys), False)
    return ListPage(
        rows=load(keys[:per_page]),
        number=number,
        count=count,
        is_count_capped=is_capped,
        page_count=-(-count // per_page) or 1,
        query_string=f"?page={number}" if number > 1 else "",
        previous_url=_page_url(request, number - 1) if number > 1 else "",
        next_url=_page_url(request, number + 1) if has_next else "",
    )


def requested_page(request: HttpRequest) -> int:
    """The number in the `page` parameter: 1 if it is missing or invalid; Http404 for a huge one."""
    value = to_arabic_digits(request.GET.get("page", ""))
    if not value.isdecimal():
        return 1
    if len(value) > MAX_PAGE_DIGITS:
        raise Http404
    return max(int(value), 1) if value.isascii() else 1


def _page_url(request: HttpRequest, number: int) -> str:
    params = request.GET.copy()
    params.pop("page", None)
    if number > 1:
        params["page"] = str(number)
    return f"{request.path}?{params.urlencode()}" if params else request.path


class _SlicedRows:
    """A sequence or queryset as `Rows`."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def slice(self, offset: int, limit: int) -> list[Any]:
        return list(self.rows[offset : offset + limit])

    def count(self, limit: int) -> tuple[int, bool]:
        if not isinstance(self.rows, QuerySet):
            return len(self.rows), False
        count = self.rows[: limit + 1].count()
        return min(count, limit), count > limit
