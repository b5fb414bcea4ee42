"""The RSGI application of a front process."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

from newsroom.web.front.http.bodies import (
    Body,
    BodyStore,
    BodyTooLargeError,
    BodyTooSlowError,
    Chunks,
    TooManyBodiesError,
    body_chunks,
    discard_body,
    read_body,
)
from newsroom.web.front.http.environ import Environ, make_environ
from newsroom.web.front.http.refusals import UNREAD_BODY, refusal
from newsroom.web.front.lanes import (
    HEALTH,
    MAX_BODIES_BYTES,
    MAY_BE_REPEATED,
    PAGES,
    REFRESH,
    Lane,
    lane_of,
    max_body,
)
from newsroom.web.front.pool import NoResponseError, WorkerPool
from newsroom.web.middleware.trusted_proxies import request_scheme
from newsroom.web.page_cache import invalidation
from newsroom.web.page_cache.cache import PageCache
from newsroom.web.page_cache.keys import cache_key, has_session_cookie
from newsroom.web.page_cache.store import S_MAXAGE, Response
from newsroom.web.processes import SHUTDOWN_SIGNALS, die_with_parent

# A request that waits looks so often whether the database has gone.
LOOK_SECONDS = 0.5

log = logging.getLogger(__name__)


class Front:
    """Answers from memory or from static files in the event loop; Django runs in processes.

    `application`: Django's WSGI application. `workers`: how many processes run it at most.
    `max_cache_bytes` bounds the cached pages.
    """

    def __init__(self, application: Any, workers: int, max_cache_bytes: int) -> None:
        self._application, self._workers = application, workers
        self._cache = PageCache(self._render_page, max_cache_bytes)
        self._static: dict[str, Any] = {}
        self._bodies = BodyStore(MAX_BODIES_BYTES)
        self._pool: WorkerPool

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called once, before the server starts a thread: now it is safe to fork."""
        die_with_parent(signal.SIGTERM)
        self._pool = WorkerPool(self._application, self._workers)
        self._static = WhiteNoiseMiddleware(lambda request: None).files
        invalidation.start_polling()
        # Blocked since this process was forked (`newsroom.web.front.server`).
        loop.call_soon(signal.pthread_sigmask, signal.SIG_UNBLOCK, SHUTDOWN_SIGNALS)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called when the server ends."""
        self._pool.close()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Respond to a request."""
        chunks = None
        try:
            response = self._cached_response(scope)
            if response is None:
                chunks = body_chunks(protocol)
                response = await self._respond(scope, chunks)
        except Exception:
            log.exception("%s %s", scope.method, scope.path)
            response = refusal(500)
        status, headers, body, file = response
        if file is not None:
            protocol.response_file(status, headers, file)
        elif body:
            protocol.response_bytes(status, headers, body)
        else:
            protocol.response_empty(status, headers)
        if chunks is not None and status in UNREAD_BODY:
            # A connection closed on a sender is reset, and the browser never shows the page.
            await discard_body(chunks)

    def _cached_response(self, scope: Any) -> Response | None:
        """A page or static file that can be sent at once."""
        get_header = scope.headers.get
        path = scope.path
        if path in self._static:
            return self._static_file(scope, path)
        key = cache_key(
            scope.method,
            request_scheme(scope.scheme, get_header("x-forwarded-proto", ""), scope.client),
            get_header("host", ""),
            path,
            scope.query_string,
            get_header("cookie", ""),
        )
        if key is None:
            return None
        return self._cache.get(
            key, scope.method, get_header("accept-encoding", ""), get_header("if-none-match")
        )

    async def _respond(self, scope: Any, chunks: Chunks) -> Response:
        """A response of Django, or a refusal."""
        environ = make_environ(scope)
        method, cookies = scope.method, environ.get("HTTP_COOKIE", "")
        has_session = has_session_cookie(cookies)
        lane = lane_of(method, scope.path, environ.get("CONTENT_TYPE", ""), has_session)
        if lane is None:
            return refusal(415)
        scheme = request_scheme(
            scope.scheme, environ.get("HTTP_X_FORWARDED_PROTO", ""), scope.client
        )
        host = environ.get("HTTP_HOST", "")
        key = cache_key(method, scheme, host, scope.path, scope.query_string, cookies)
        if key is not None:
            return await self._cache.get_or_render(key, environ)
        body = Body()
        try:
            if method not in ("GET", "HEAD"):
                body = await self._read_body(chunks, environ, lane, has_session)
            response = await self._ask_django(environ, body, lane)
        except BodyTooLargeError:
            return refusal(413)
        except BodyTooSlowError:
            return refusal(408)
        except TooManyBodiesError:
            return refusal(503)
        finally:
            body.close()
        if method == "HEAD":
            response = response._replace(body=b"", file=None)
        return _private(response) if has_session else response

    async def _read_body(
        self, chunks: Chunks, environ: Environ, lane: Lane, has_session: bool
    ) -> Body:
        limit = max_body(lane, has_session)
        length = environ.get("CONTENT_LENGTH", "0")
        if length.isdecimal() and int(length) > limit:
            raise BodyTooLargeError
        return await read_body(chunks, limit, lane.body_deadline, self._bodies)

    async def _render_page(self, environ: Environ, is_known: bool) -> Response:
        """The page of a reader; if nobody can render it, 503. `is_known`: the cache has an older one."""
        return await self._ask_django(environ, Body(), REFRESH if is_known else PAGES)

    async def _ask_django(self, environ: Environ, body: Body, lane: Lane) -> Response:
        if invalidation.database_unavailable() and lane is not HEALTH:
            # Each attempt would hold a process until its deadline.
            return refusal(503)
        answer = asyncio.ensure_future(self._pool.respond(environ, body, lane))
        try:
            while not (await asyncio.wait({answer}, timeout=LOOK_SECONDS))[0]:
                if invalidation.database_unavailable() and lane in MAY_BE_REPEATED:
                    # The worker waits for the database: it is killed, and a stale page sent.
                    return refusal(503)
            return answer.result()
        except NoResponseError:
            return refusal(503)
        finally:
            answer.cancel()

    def _static_file(self, scope: Any, path: str) -> Response:
        environ = {
            f"HTTP_{name.upper().replace('-', '_')}": value for name, value in scope.headers.items()
        }
        static = self._static[path].get_response(scope.method, environ)
        headers = [(str(name), str(value)) for name, value in static.headers]
        if static.file is None:
            return Response(int(static.status), headers, b"")
        with static.file as file:
            if static.status == 200:
                return Response(200, headers, b"", file.name)
            return Response(int(static.status), headers, file.read())


def _private(response: Response) -> Response:
    """A response that no cache may keep, since the request had a session cookie."""
    headers = [
        (name, "private, no-cache")
        if name.lower() == "cache-control" and S_MAXAGE.search(value)
        else (name, value)
        for name, value in response.headers
    ]
    return response._replace(headers=headers)
