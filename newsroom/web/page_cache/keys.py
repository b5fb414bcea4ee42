"""The cache key of a request: scheme, host, path and those query parameters that select a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

# Parameters of every path for which no app has registered others.
DEFAULT_PARAMS = frozenset({"page"})
# Requests whose path and query together are longer are not cached.
MAX_URL_LENGTH = 1500

Key = tuple[str, str, str, str]

_registrations: list[tuple[str | Promise, frozenset[str]]] = []


def register_query_params(path: str | Promise, params: Iterable[str]) -> None:
    """Name the query parameters that select another page at `path`; called in `AppConfig.ready()`.

    All other parameters (fbclid, utm_…) are removed before the request reaches Django, so that
    their URLs share one cached page. `path` is best a `reverse_lazy(...)`, which is resolved at
    the first request. Parameters registered for the same path by several apps are united.
    """
    _registrations.append((path, frozenset(params)))
    _params_by_path.cache_clear()
    canonical_query.cache_clear()


@cache
def _params_by_path() -> dict[str, frozenset[str]]:
    params: dict[str, frozenset[str]] = {}
    for path, names in _registrations:
        params[str(path)] = params.get(str(path), frozenset()) | names
    return params


@cache
def uncached_prefixes() -> tuple[str, ...]:
    """Paths that begin so are neither cached nor changed: admin, photos, static files, health."""
    prefixes = (
        reverse("admin:index"),
        settings.MEDIA_URL,
        settings.STATIC_URL,
        reverse("web:healthz"),
    )
    # The URL of a photo store on another host is no path here.
    return tuple(prefix for prefix in prefixes if prefix.startswith("/"))


def cache_key(
    method: str, scheme: str, host: str, path: str, query: str, cookies: str
) -> Key | None:
    """The key of a request; None if it is never answered from the cache.

    Not cached: methods other than GET and HEAD, `uncached_prefixes`, very long URLs, and requests
    with a session cookie. `path` is decoded, `query` is not.
    """
    if method not in ("GET", "HEAD") or path.startswith(uncached_prefixes()):
        return None
    if len(path) + len(query) > MAX_URL_LENGTH or (cookies and has_session_cookie(cookies)):
        return None
    return scheme, host.lower(), path, canonical_query(path, query) if query else ""


def has_session_cookie(cookies: str) -> bool:
    """Whether a Cookie header may change the page: a session, a CSRF token, a message."""
    return cookies != "" and any(
        name in cookies
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
    )


@lru_cache(maxsize=2048)
def canonical_query(path: str, query: str) -> str:
    """The query string reduced to the path's parameters, sorted by name.

    Of a repeated parameter the last one counts, as in Django's `request.GET`.
    """
    selecting = _params_by_path().get(path, DEFAULT_PARAMS)
    try:
        params = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return ""
    return urlencode(sorted((name, value) for name, value in params.items() if name in selecting))
