"""A full-page cache in front of Django, for one event loop: a cached page costs Django nothing.

A response is cached if its view says so (`newsroom.web.cache_control.cache_publicly`) and it is the
same for all: status 200, no cookie. It is sent until the generation ends (`invalidation`) or its
s-maxage is over. If it cannot be rendered again, because the database is down, the view fails or
no process is free, the expired page is sent for up to a day.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from newsroom.web.cache_control import STALE_IF_ERROR
from newsroom.web.http_server.messages import Response
from newsroom.web.page_cache import invalidation
from newsroom.web.page_cache.conditional import etag_matches, negotiate_encoding
from newsroom.web.page_cache.keys import Key
from newsroom.web.page_cache.store import CachedPage, PageStore, shared_seconds

# Renders the page of a WSGI environment; told whether there is an expired one. A response of 5xx says
# that it could not.
Render = Callable[[dict[str, Any], bool], Awaitable[Response]]

# After a failed rendering the expired page is sent for so long before the next attempt.
RETRY_SECONDS = 2.0
# Longest wait for another request that renders the same page.
MAX_WAIT_SECONDS = 10.0
# Request headers that would make the response partial, conditional or personal.
_REMOVED_HEADERS = frozenset(
    {
        "HTTP_COOKIE",
        "HTTP_RANGE",
        "HTTP_IF_RANGE",
        "HTTP_IF_MATCH",
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_UNMODIFIED_SINCE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_X_FORWARDED_HOST",
    }
)


class PageCache:
    """The pages of this process, up to `max_bytes`; used by the thread of the event loop only."""

    def __init__(self, render: Render, max_bytes: int) -> None:
        self.store = PageStore(max_bytes)
        self._render_response = render
        # Of each page that a request is rendering: done when it is over.
        self._rendering: dict[Key, asyncio.Future[None]] = {}

    def get(
        self, key: Key, method: str, accept_encoding: str, if_none_match: str | None
    ) -> Response | None:
        """The stored page, or 304; None if there is none that may be sent as it is."""
        page = self.store.get(key)
        now = time.monotonic()
        if page is None or not _is_usable(page, now):
            return None
        return self._response(page, key, method, accept_encoding, if_none_match, now)

    async def get_or_render(self, key: Key, environ: dict[str, Any]) -> Response:
        """Respond with a new page, rendered for one of the requests that want it at the same time.

        The others send the expired page if only its time is over; if something has changed they
        wait for the new one.
        """
        deadline = time.monotonic() + MAX_WAIT_SECONDS
        while (other := self._rendering.get(key)) is not None:
            expired = self.store.get(key)
            is_current = (
                expired is not None and expired.generation is invalidation.current_generation()
            )
            if not is_current:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(
                        asyncio.get_running_loop().time() + deadline - time.monotonic()
                    ):
                        await asyncio.shield(other)
            page = self.store.get(key)
            if page is not None and _is_usable(page, time.monotonic()):
                return self._send(page, key, environ)
            if page is None:
                # It must not be cached: whoever waited for it gets one of their own.
                break
            if is_current or time.monotonic() >= deadline:
                return self._send(page, key, environ)
        page = self.store.get(key)
        if page is not None and _is_usable(page, time.monotonic()):
            return self._send(page, key, environ)
        is_owner = key not in self._rendering
        if is_owner:
            self._rendering[key] = asyncio.get_running_loop().create_future()
        try:
            rendered = await self._render(key, page, environ)
        finally:
            # Only the owner removes it: who has stopped waiting must leave the one of the other.
            if is_owner:
                self._rendering.pop(key).set_result(None)
        if isinstance(rendered, CachedPage):
            return self._send(rendered, key, environ)
        return _uncached(rendered, environ["REQUEST_METHOD"])

    def _send(self, page: CachedPage, key: Key, environ: dict[str, Any]) -> Response:
        return self._response(
            page,
            key,
            environ["REQUEST_METHOD"],
            environ.get("HTTP_ACCEPT_ENCODING", ""),
            environ.get("HTTP_IF_NONE_MATCH"),
            time.monotonic(),
        )

    def _response(
        self,
        page: CachedPage,
        key: Key,
        method: str,
        accept_encoding: str,
        if_none_match: str | None,
        now: float,
    ) -> Response:
        encoding = negotiate_encoding(accept_encoding)
        is_new = encoding not in page.variants
        variant = page.variant(encoding)
        if is_new and key in self.store.pages:
            self.store.put(key, page)
        age = b"Age: %d\r\n" % (now - page.rendered_at)
        if if_none_match is not None and etag_matches(if_none_match, variant.etag):
            return Response(304, [], b"", None, variant.not_modified_head + age)
        body = b"" if method == "HEAD" else variant.body
        return Response(200, variant.headers, body, None, variant.head + age)

    async def _render(
        self, key: Key, expired: CachedPage | None, environ: dict[str, Any]
    ) -> CachedPage | Response:
        """The page of a key, stored; the bare response if it must not be cached."""
        generation = invalidation.current_generation()
        inner = {name: value for name, value in environ.items() if name not in _REMOVED_HEADERS}
        inner |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[3]}
        response = await self._render_response(inner, expired is not None)
        if response.status >= 500:
            now = time.monotonic()
            if expired is not None and now - expired.rendered_at < STALE_IF_ERROR:
                expired.retry_at = now + RETRY_SECONDS
                return expired
            return response
        s_maxage = shared_seconds(response)
        if s_maxage is None:
            # Withdrawn, moved or private by now: no later failure may bring the old page back.
            self.store.remove(key)
            return response
        page = CachedPage(response, s_maxage, generation)
        if generation is not None:
            self.store.put(key, page)
        return page


def _is_usable(page: CachedPage, now: float) -> bool:
    """Whether a page may be sent as it is: fresh, or expired but not to be rendered now."""
    if page.is_fresh(now):
        return True
    must_not_render = now < page.retry_at or invalidation.database_unavailable()
    return must_not_render and now - page.rendered_at < STALE_IF_ERROR


def _uncached(response: Response, method: str) -> Response:
    """A response that is not cached, with `no-cache` if the view set no Cache-Control."""
    headers = response.headers
    if "cache-control" not in response.header:
        headers = [*headers, ("Cache-Control", "no-cache")]
    if method == "HEAD":
        return Response(response.status, headers, b"")
    return Response(response.status, headers, response.body, response.file)
