"""Cached pages: compressed bodies with ready headers, in a store of limited size."""

from __future__ import annotations

import re
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

import brotli

from newsroom.web.http_server.messages import Headers, Response, head_start
from newsroom.web.page_cache.invalidation import Generation, current_generation
from newsroom.web.page_cache.keys import Key

# Half the time of the best brotli quality for a tenth more bytes: pages are cached for seconds.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
# What a page takes beside its bodies: headers, objects. About.
OVERHEAD_BYTES = 2000
S_MAXAGE = re.compile(r"\bs-maxage=(\d+)")
_COMPRESSIBLE = re.compile(r"text/|[/+](?:json|xml)\b")
_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    "gzip": lambda body: zlib.compress(body, GZIP_LEVEL, wbits=31),
    "identity": lambda body: body,
}
_DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": lambda body: zlib.decompress(body, wbits=31),
    "identity": lambda body: body,
}


class Variant(NamedTuple):
    """A page in one content coding."""

    body: bytes
    headers: Headers
    # Of a 200 response and of a 304, as bytes.
    head: bytes
    not_modified_head: bytes
    etag: str


def shared_seconds(response: Response) -> int | None:
    """Seconds that all readers may share a response (s-maxage); None if it must not be cached."""
    header = response.header
    cache_control = header.get("cache-control", "")
    s_maxage = S_MAXAGE.search(cache_control)
    if response.status != 200 or s_maxage is None or "public" not in cache_control:
        return None
    if "set-cookie" in header or "content-encoding" in header or response.file is not None:
        return None
    return None if "cookie" in header.get("vary", "").lower() else int(s_maxage[1])


class CachedPage:
    """A response that may be cached, in one or more content codings.

    Its times are those of `time.monotonic`: a clock that is set makes no page older or younger.
    """

    def __init__(self, response: Response, s_maxage: int, generation: Generation | None) -> None:
        self.rendered_at = time.monotonic()
        self.generation = generation
        self.expires_at = self.rendered_at + (0 if generation is None else s_maxage)
        # Until then the page is sent although it expired, because rendering it again failed.
        self.retry_at = 0.0
        self._digest = blake2b(response.body, digest_size=9).hexdigest()
        header = response.header
        self._is_compressible = _COMPRESSIBLE.search(header.get("content-type", "")) is not None
        vary = header.get("vary")
        self._headers: Headers = [
            *(
                (name, value)
                for name, value in response.headers
                if name.lower() not in ("content-length", "cache-control", "etag", "vary")
            ),
            ("Cache-Control", self._cache_control(header["cache-control"], s_maxage)),
            ("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"),
        ]
        self.variants: dict[str, Variant] = {}
        self._add_variant("identity", response.body)

    def _cache_control(self, value: str, s_maxage: int) -> str:
        """`value` with an s-maxage that ends with the generation, for caches in front of us."""
        if self.generation is not None:
            remaining = max(0.0, self.generation.expires_at - time.time())
            s_maxage = int(min(s_maxage, remaining))
        return S_MAXAGE.sub(f"s-maxage={s_maxage}", value)

    def is_fresh(self, now: float) -> bool:
        """Whether its generation is the current one, and neither's time is over."""
        generation = self.generation
        return (
            generation is not None
            and generation is current_generation()
            and now < self.expires_at
            and time.time() < generation.expires_at
        )

    def _add_variant(self, encoding: str, body: bytes) -> None:
        etag = f'"{self._digest}-{encoding}"'
        shared = [*self._headers, ("ETag", etag)]
        headers = [*shared, ("Content-Length", str(len(body)))]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        not_modified = [(name, value) for name, value in shared if name.lower() != "content-type"]
        self.variants[encoding] = Variant(
            body, headers, head_start(200, headers), head_start(304, not_modified), etag
        )

    def variant(self, encoding: str) -> Variant:
        """The page in a content coding, compressed at the first call for that coding."""
        if not self._is_compressible:
            encoding = "identity"
        variant = self.variants.get(encoding)
        if variant is None:
            stored_encoding, stored = next(iter(self.variants.items()))
            body = _DECOMPRESS[stored_encoding](stored.body)
            self._add_variant(encoding, _COMPRESS[encoding](body))
            if encoding != "identity":
                # The largest body; if asked for, it is decompressed from another again.
                self.variants.pop("identity", None)
            variant = self.variants[encoding]
        return variant

    @property
    def size(self) -> int:
        """Memory in bytes, about."""
        return OVERHEAD_BYTES + sum(len(variant.body) for variant in self.variants.values())


class PageStore:
    """Cached pages by key, up to `max_bytes`; the least recently used go first. Thread-safe."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.total_bytes = max_bytes, 0
        self.pages: OrderedDict[Key, CachedPage] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> CachedPage | None:
        """The page, which becomes the most recently used."""
        page = self.pages.get(key)
        if page is not None:
            try:
                self.pages.move_to_end(key)
            except KeyError:  # evicted by another thread since the line above
                return None
        return page

    def put(self, key: Key, page: CachedPage) -> None:
        """Store a page, or account for the new size of a stored one."""
        with self._lock:
            self._remove(key)
            size = page.size + sum(map(len, key))
            if size > self.max_bytes:
                return
            self.pages[key], self._sizes[key] = page, size
            self.total_bytes += size
            while self.total_bytes > self.max_bytes:
                self._remove(next(iter(self.pages)))

    def remove(self, key: Key) -> None:
        """Remove a page, if it is stored."""
        with self._lock:
            self._remove(key)

    def _remove(self, key: Key) -> None:
        if self.pages.pop(key, None) is not None:
            self.total_bytes -= self._sizes.pop(key)
