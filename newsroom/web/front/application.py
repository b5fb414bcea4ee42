"""The application of a front process: cached pages and refusals at once, all else by Django."""

from __future__ import annotations

import asyncio
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

from newsroom.web.front.http.bodies import (
    Body,
    BodyStore,
    BodyTooLargeError,
    BodyTooSlowError,
    TooManyBodiesError,
    read_body,
)
from newsroom.web.front.http.environ import Environ, make_environ
from newsroom.web.front.http.refusals import refusal
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
from newsroom.web.http_server.messages import Request, Response
from newsroom.web.middleware.trusted_proxies import request_scheme
from newsroom.web.page_cache import invalidation
from newsroom.web.page_cache.cache import PageCache
from newsroom.web.page_cache.keys import Key, cache_key, has_session_cookie
from newsroom.web.page_cache.store import S_MAXAGE

# A request that waits looks so often whether the database has gone.
LOOK_SECONDS = 0.5


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

    def start(self) -> None:
        """Start the processes that run Django; before the event loop and any thread runs."""
        self._pool = WorkerPool(self._application, self._workers)
        self._static = WhiteNoiseMiddleware(lambda request: None).files
        invalidation.start_polling()

    def stop(self) -> None:
        """End those processes."""
        self._pool.close()

    def refusal(self, status: int) -> Response:
        """The page of an error."""
        return refusal(status)

    def cached_response(self, request: Request) -> Response | None:
        """A page or static file that can be sent at once."""
        if request.path in self._static:
            return self._static_file(request)
        key = _cache_key(request)
        if key is None:
            return None
        get_header = request.headers.get
        return self._cache.get(
            key, request.method, get_header("accept-encoding", ""), get_header("if-none-match")
        )

    async def respond(self, request: Request) -> Response:
        """A response of Django, or a refusal."""
        environ = make_environ(request)
        method = request.method
        has_session = has_session_cookie(request.headers.get("cookie", ""))
        lane = lane_of(method, request.path, request.headers.get("content-type", ""), has_session)
        if lane is None:
            return refusal(415)
        key = _cache_key(request)
        if key is not None:
            return await self._cache.get_or_render(key, environ)
        body = Body()
        try:
            if method not in ("GET", "HEAD"):
                body = await self._read_body(request, lane, has_session)
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

    async def _read_body(self, request: Request, lane: Lane, has_session: bool) -> Body:
        limit = max_body(lane, has_session)
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > limit:
            raise BodyTooLargeError
        return await read_body(request.body, limit, lane.body_deadline, self._bodies)

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

    def _static_file(self, request: Request) -> Response:
        environ = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in request.headers.items()
        }
        static = self._static[request.path].get_response(request.method, environ)
        headers = [(str(name), str(value)) for name, value in static.headers]
        if static.file is None:
            return Response(int(static.status), headers, b"")
        with static.file as file:
            if static.status == 200:
                return Response(200, headers, b"", file.name)
            return Response(int(static.status), headers, file.read())


def _cache_key(request: Request) -> Key | None:
    get_header = request.headers.get
    forwarded_proto = get_header("x-forwarded-proto")
    return cache_key(
        request.method,
        request_scheme("http", forwarded_proto, request.client[0]) if forwarded_proto else "http",
        get_header("host", ""),
        request.path,
        request.query,
        get_header("cookie", ""),
    )


def _private(response: Response) -> Response:
    """A response that no cache may keep, since the request had a session cookie."""
    headers = [
        (name, "private, no-cache")
        if name.lower() == "cache-control" and S_MAXAGE.search(value)
        else (name, value)
        for name, value in response.headers
    ]
    return response._replace(headers=headers)
