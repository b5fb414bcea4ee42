"""Pages of lists by `?page=N`, at the same cost however long the list is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from newsroom.thai.numerals import to_arabic

PER_PAGE = 30
# More digits than any list has pages; longer numbers are nonsense, and slow to read.
MOST_DIGITS = 7
# Rows are counted up to here; of a longer list readers learn that it has more than that.
MOST_COUNTED = 1000


class ListPage(Page):
    """A page of a list; `query` is what stands behind the address: empty, or `?page=2`.

    Of a list that `is_long` nobody has counted the end: it has more than `paginator.count` rows.
    """

    query = ""
    is_long = False
    has_more = False

    def has_next(self) -> bool:
        return self.has_more

    def next_page_number(self) -> int:
        return self.number + 1

    def previous_page_number(self) -> int:
        return self.number - 1


class _Paginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> ListPage:
        return ListPage(*args, **kwargs)

    @cached_property
    def count(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        return min(self.counted, MOST_COUNTED)

    @cached_property
    def counted(self) -> int:
        """The rows there are, or just over `MOST_COUNTED`."""
        return self.object_list[: MOST_COUNTED + 1].count()  # type: ignore[attr-defined]

    @property
    def is_long(self) -> bool:
        return isinstance(self.object_list, QuerySet) and self.counted > MOST_COUNTED


def get_page(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    per_page: int = PER_PAGE,
    shown: Callable[[list[Any]], list[Any]] = list,
) -> ListPage:
    """The page of `rows` that `?page=` asks for.

    `rows` are best nothing but keys in the order of an index, and `shown` fetches what is to be
    seen of the few on the page: then a deep page costs little more than the first one.
    Nonsense is page 1 (Thai digits are no nonsense); a page past the last raises `Http404`.
    """
    asked = to_arabic(request.GET.get("page", ""))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 1
    if len(asked) > MOST_DIGITS and asked.isdigit():
        raise Http404
    number = max(number, 1)
    first = (number - 1) * per_page
    # One row more tells whether there is a next page.
    keys = list(rows[first : first + per_page + 1])
    if not keys and number > 1:
        raise Http404
    paginator = _Paginator(rows, per_page)
    page = ListPage(shown(keys[:per_page]), number, paginator)
    page.has_more = len(keys) > per_page
    page.is_long = paginator.is_long
    page.query = f"?page={number}" if number > 1 else ""
    return page
