"""Pages of lists by `?page=N`."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from newsroom.thai.numerals import to_arabic

PER_PAGE = 30
# More digits than any list has pages; longer numbers are nonsense, and slow to read.
MOST_DIGITS = 7


class ListPage(Page):
    """A page of a list; `query` is what stands behind the address: empty, or `?page=2`."""

    query = ""


class _Paginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> ListPage:
        return ListPage(*args, **kwargs)


def get_page(request: HttpRequest, queryset: QuerySet[Any], per_page: int = PER_PAGE) -> ListPage:
    """The page of `queryset` that `?page=` asks for.

    Nonsense is page 1 (Thai digits are no nonsense); a page past the last raises `Http404`.
    """
    asked = to_arabic(request.GET.get("page", ""))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 1
    if len(asked) > MOST_DIGITS and asked.isdigit():
        raise Http404
    paginator = _Paginator(queryset, per_page)
    number = max(number, 1)
    if number > paginator.num_pages:
        raise Http404
    page: ListPage = paginator.page(number)  # type: ignore[assignment]
    page.query = f"?page={number}" if number > 1 else ""
    return page
