"""Answers worth keeping: as compressed bytes with ready headers, up to so many bytes."""

from __future__ import annotations

import re
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

import brotli

from newsroom.web import pages
from newsroom.web.asked import Key

Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Half the time of the best for a tenth more bytes: a page is kept for seconds, not for ever.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
SHARED = re.compile(r"\bs-maxage=(\d+)")
_TEXT = re.compile(r"text/|[/+](?:json|xml)\b")
_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    "gzip": lambda body: zlib.compress(body, GZIP_LEVEL, wbits=31),
    "identity": lambda body: body,
}
_EXPAND: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": lambda body: zlib.decompress(body, wbits=31),
    "identity": lambda body: body,
}


class Answer:
    """What the application answered, whole."""

    def __init__(self, application: Application, environ: dict[str, Any]) -> None:
        self.status = ""
        self.headers: Headers = []
        chunks = application(environ, self._start)
        try:
            self.body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        self.told = {name.lower(): value for name, value in self.headers}

    def _start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    @property
    def shared_seconds(self) -> int | None:
        """How long all readers may share this; None if it is not for all."""
        policy = self.told.get("cache-control", "")
        found = SHARED.search(policy)
        if self.status[:3] != "200" or found is None or "public" not in policy:
            return None
        if "set-cookie" in self.told or "content-encoding" in self.told:
            return None
        return None if "cookie" in self.told.get("vary", "").lower() else int(found[1])


class Page:
    """A page in one or more encodings, each with its headers."""

    def __init__(self, answer: Answer, seconds: int, generation: pages.Generation | None) -> None:
        self.made = time.time()
        self.generation = generation
        until = self.made if generation is None else generation.until
        self.expires = min(self.made + seconds, until)
        self.retry = 0.0
        self._tag = blake2b(answer.body, digest_size=9).hexdigest()
        self._is_text = _TEXT.search(answer.told.get("content-type", "")) is not None
        vary = answer.told.get("vary")
        self._kept: Headers = [
            *(
                (name, value)
                for name, value in answer.headers
                if name.lower() not in ("content-length", "cache-control", "etag", "vary")
            ),
            ("Cache-Control", self._policy(answer.told["cache-control"], seconds)),
            ("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"),
        ]
        # By encoding: body, headers of a 200, headers of a 304, ETag.
        self.variants: dict[str, tuple[bytes, Headers, Headers, str]] = {}
        self._add("identity", answer.body)

    def _policy(self, policy: str, seconds: int) -> str:
        """No cache between us and the reader may hold the page beyond its time."""
        left = min(seconds, max(0, int(self.expires - self.made))) if self.generation else seconds
        return SHARED.sub(f"s-maxage={left}", policy)

    def _add(self, encoding: str, body: bytes) -> None:
        etag = f'"{self._tag}-{encoding}"'
        told = [*self._kept, ("ETag", etag)]
        whole = [*told, ("Content-Length", str(len(body)))]
        if encoding != "identity":
            whole.append(("Content-Encoding", encoding))
        part = [(name, value) for name, value in told if name.lower() != "content-type"]
        self.variants[encoding] = body, whole, part, etag

    def variant(self, encoding: str) -> tuple[bytes, Headers, Headers, str]:
        """The page in an encoding; compressed when first asked for, and then kept in that only."""
        if not self._is_text:
            encoding = "identity"
        found = self.variants.get(encoding)
        if found is None:
            known, (body, *_) = next(iter(self.variants.items()))
            self._add(encoding, _COMPRESS[encoding](_EXPAND[known](body)))
            if encoding != "identity":
                # Long, and the others are made of the short ones as fast.
                self.variants.pop("identity", None)
            found = self.variants[encoding]
        return found

    @property
    def size(self) -> int:
        """About the bytes this takes."""
        return 2000 + sum(len(body) for body, *_ in self.variants.values())


class Store:
    """Pages by their keys, the most read ones, up to so many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        """The page, which counts as read."""
        page = self.pages.get(key)
        if page is not None:
            try:
                self.pages.move_to_end(key)
            except KeyError:  # another thread has just dropped it
                return None
        return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page, or note that a kept one has another size now."""
        with self._lock:
            self._forget(key)
            size = page.size + sum(map(len, key))
            if size > self.most_bytes:
                return
            self.pages[key], self._sizes[key] = page, size
            self.bytes += size
            while self.bytes > self.most_bytes:
                self._forget(next(iter(self.pages)))

    def drop(self, key: Key) -> None:
        """Forget a page, if it is there."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: Key) -> None:
        if self.pages.pop(key, None) is not None:
            self.bytes -= self._sizes.pop(key)
