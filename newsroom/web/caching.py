"""How long pages may be kept, and by whom: the one place that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponse]

# A shared cache may show a page this much longer while it fetches a new one, or while we are down.
STALE_WHILE_REVALIDATE = 60
STALE_IF_ERROR = 24 * 60 * 60


def public(seconds: int = 60) -> Callable[[View], View]:
    """A page that is the same for every reader; shared caches may keep it for `seconds`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.has_header("Cache-Control"):
                response["Cache-Control"] = (
                    f"public, max-age=0, s-maxage={seconds}, "
                    f"stale-while-revalidate={STALE_WHILE_REVALIDATE}, stale-if-error={STALE_IF_ERROR}"
                )
            return response

        return wrapper

    return decorate


def private(view: View) -> View:
    """A page for one person: never kept by anybody."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return wrapper
