"""Hot pages: kept as compressed bytes in front of Django, which costs a reader's page nothing.

A page is kept when its view says so (`newsroom.web.caching.public`) and it came out well: 200, no
cookie, not made for one reader. It is good until something changes (`newsroom.web.pages`), the
next scheduled story is due, or its time is over, whichever comes first. When a new one cannot be
made, because the database is gone or the view fails, readers get the old one for up to a day.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from newsroom.web import pages
from newsroom.web.asked import Key, encoding_of, is_somebody, key_of, matches
from newsroom.web.caching import STALE_IF_ERROR
from newsroom.web.kept import SHARED, Answer, Application, Headers, Page, Store

# A failed page is tried again after so many seconds; until then its readers get the old one.
RETRY = 2.0
LONGEST_WAIT = 10.0
# What asks for a part of a page or none of it, or speaks for one reader, never reaches the view.
_NOT_FOR_THE_VIEW = (
    "HTTP_COOKIE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_X_FORWARDED_HOST",
)


class HotPages:
    """The WSGI application in front of Django's."""

    def __init__(self, application: Application, most_bytes: int) -> None:
        self.application = application
        self.store = Store(most_bytes)
        self._building: dict[Key, threading.Lock] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer from what is kept, or have the page made."""
        key = key_of(environ)
        if key is None:
            return self._not_kept(environ, start_response)
        page = self.store.get(key)
        now = time.time()
        if page is None or not self._is_good(page, now):
            return self._make(key, page, environ, start_response)
        return self._send(page, key, environ, start_response, now)

    def _is_good(self, page: Page, now: float) -> bool:
        if page.generation is pages.generation() and now < page.expires:
            return True
        may_be_old = now < page.retry or pages.database_is_gone()
        return may_be_old and now - page.made < STALE_IF_ERROR

    def _send(
        self,
        page: Page,
        key: Key,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        now: float,
    ) -> Iterable[bytes]:
        encoding = encoding_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
        is_new = encoding not in page.variants
        body, whole, part, etag = page.variant(encoding)
        if is_new and key in self.store.pages:
            self.store.put(key, page)
        age = ("Age", str(int(now - page.made)))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and matches(asked, etag):
            start_response("304 Not Modified", [*part, age])
            return []
        start_response("200 OK", [*whole, age])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _make(
        self,
        key: Key,
        old: Page | None,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
    ) -> Iterable[bytes]:
        """Have the page made, by one of those who ask for it at once.

        The others get the old one if only its time is over, and wait if something has changed.
        """
        lock = self._building.setdefault(key, threading.Lock())
        is_only_late = old is not None and old.generation is pages.generation()
        is_ours = lock.acquire(timeout=0 if is_only_late else LONGEST_WAIT)
        if not is_ours and old is not None:
            return self._send(old, key, environ, start_response, time.time())
        try:
            page = self.store.get(key)
            if page is None or not self._is_good(page, time.time()):
                made = self._made(key, page, environ)
                if isinstance(made, Answer):
                    return _pass_on(made, environ, start_response)
                page = made
        finally:
            self._building.pop(key, None)
            if is_ours:
                lock.release()
        return self._send(page, key, environ, start_response, time.time())

    def _made(self, key: Key, old: Page | None, environ: dict[str, Any]) -> Page | Answer:
        generation = pages.generation()
        inner = {name: value for name, value in environ.items() if name not in _NOT_FOR_THE_VIEW}
        inner |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key[3]}
        answer = Answer(self.application, inner)
        if answer.status[0] == "5" and old is not None:
            old.retry = time.time() + RETRY
            return old
        seconds = answer.shared_seconds
        if seconds is None:
            # Withdrawn, moved, private now: the old one must not come back when something fails.
            self.store.drop(key)
            return answer
        page = Page(answer, seconds, generation)
        if generation is not None:
            self.store.put(key, page)
        return page

    def _not_kept(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Straight to Django; a page made for somebody who is signed in is theirs alone."""
        if not is_somebody(environ.get("HTTP_COOKIE", "")):
            return self.application(environ, start_response)

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            ours = [
                (name, "private, no-cache")
                if name.lower() == "cache-control" and SHARED.search(value)
                else (name, value)
                for name, value in headers
            ]
            return (
                start_response(status, ours, exc_info) if exc_info else start_response(status, ours)
            )

        return self.application(environ, start)


def _pass_on(
    answer: Answer, environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """An answer nobody may keep, unless it says how long itself."""
    headers = answer.headers
    if "cache-control" not in answer.told:
        headers = [*headers, ("Cache-Control", "no-cache")]
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]
