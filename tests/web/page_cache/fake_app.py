"""An application behind the page cache that records the requests it gets."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from newsroom.web.http_server.messages import Response, response_head
from newsroom.web.middleware.trusted_proxies import request_scheme
from newsroom.web.page_cache import invalidation
from newsroom.web.page_cache.cache import PageCache
from newsroom.web.page_cache.keys import cache_key

PUBLIC = ("Cache-Control", "public, max-age=0, s-maxage=60, stale-while-revalidate=60")
HTML = ("Content-Type", "text/html; charset=utf-8")
BODY = "ข่าวเช้านี้ " * 400
CLIENT = "198.51.100.7"

Answer = tuple[int, dict[str, str], bytes]
Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """`asyncio.run` in a thread of its own: a browser test of this worker leaves a running loop."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


class FakeApp:
    """Responds to all paths alike; `status`, `headers` and `body` may be changed.

    While `may_respond` is an event that is not set, requests that reach the application wait.
    """

    def __init__(self, max_bytes: int = 10**6) -> None:
        # The WSGI environments of the requests that the cache did not answer.
        self.requests: list[dict[str, Any]] = []
        # Of each of them, whether the cache had an expired page.
        self.known: list[bool] = []
        self.status, self.headers, self.body = 200, [HTML, PUBLIC], BODY
        self.may_respond: asyncio.Event | None = None
        self.cache = PageCache(self._application, max_bytes)

    async def _application(self, environ: dict[str, Any], is_known: bool = False) -> Response:
        self.requests.append(environ)
        self.known.append(is_known)
        if self.may_respond is not None:
            await self.may_respond.wait()
        body = f"{self.body}{environ['PATH_INFO']}?{environ['QUERY_STRING']}".encode()
        return Response(self.status, list(self.headers), body)

    def get(self, path: str = "/", query: str = "", method: str = "GET", **headers: str) -> Answer:
        """Status, headers by lower-case name, and body of a response through the cache."""
        return run(self.send(path, query, method, **headers))

    def start(self, path: str = "/") -> asyncio.Task[Answer]:
        """A request that runs beside the test, which must be a coroutine."""
        return asyncio.ensure_future(_as_coroutine(self.send(path)))

    async def send(
        self, path: str = "/", query: str = "", method: str = "GET", **headers: str
    ) -> Answer:
        """`get`, in a running event loop."""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": "http",
            "REMOTE_ADDR": CLIENT,
            "HTTP_HOST": "paper.example",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        scheme = request_scheme("http", environ.get("HTTP_X_FORWARDED_PROTO", ""), CLIENT)
        cookies = environ.get("HTTP_COOKIE", "")
        key = cache_key(method, scheme, environ["HTTP_HOST"], path, query, cookies)
        if key is None:
            response = await self._application(environ)
        else:
            response = self.cache.get(
                key, method, environ.get("HTTP_ACCEPT_ENCODING", ""),
                environ.get("HTTP_IF_NONE_MATCH"),
            ) or await self.cache.get_or_render(key, environ)  # fmt: skip
        return (
            response.status,
            {name.lower(): value for name, value in _sent_headers(response)},
            response.body,
        )

    @property
    def request_count(self) -> int:
        return len(self.requests)


async def _as_coroutine(answer: Awaitable[Answer]) -> Answer:
    return await answer


async def until_idle() -> None:
    """Let all tasks go as far as they can without waiting for anything."""
    for _ in range(10):
        await asyncio.sleep(0)


def begin_generation(value: int = 2, expires_at: float = invalidation.NEVER) -> None:
    """As if the polling thread had seen a change."""
    invalidation.begin_generation(invalidation.Generation(value, expires_at))


def _sent_headers(response: Response) -> list[tuple[str, str]]:
    """Name and value of each header as the server writes it."""
    head = response_head(response, len(response.body), b"", b"").decode("latin-1")
    lines = (line.partition(": ") for line in head.splitlines()[1:-1])
    return [(name, value) for name, _, value in lines]
