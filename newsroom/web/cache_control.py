"""Cache-Control of public pages. Pages for one person use Django's `never_cache`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]

# Seconds a shared cache may send a page beyond its time: while it fetches a new one (RFC 5861, 3),
# and while the site answers with an error (RFC 5861, 4).
STALE_WHILE_REVALIDATE = 60
STALE_IF_ERROR = 24 * 60 * 60


def cache_publicly(seconds: int = 60) -> Callable[[View], View]:
    """Let shared caches and our page cache keep the view's 200 responses for `seconds`.

    Only for pages that are the same for every reader. Browsers revalidate each time (max-age=0).
    A view that sets Cache-Control itself is left alone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.has_header("Cache-Control"):
                response["Cache-Control"] = (
                    f"public, max-age=0, s-maxage={seconds}, "
                    f"stale-while-revalidate={STALE_WHILE_REVALIDATE}, stale-if-error={STALE_IF_ERROR}"
                )
            return response

        return wrapper

    return decorate
