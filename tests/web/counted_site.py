"""A small site behind hot pages that notes what reached it."""

from __future__ import annotations

import time
from typing import Any

from newsroom.web.hot import HotPages

PUBLIC = ("Cache-Control", "public, max-age=0, s-maxage=60, stale-while-revalidate=60")
HTML = ("Content-Type", "text/html; charset=utf-8")
BODY = "ข่าวเช้านี้ " * 400


class Site:
    """A WSGI application that counts how often it is asked, behind hot pages."""

    def __init__(self, most_bytes: int = 10**6) -> None:
        self.asked: list[dict[str, Any]] = []
        self.status, self.headers, self.body = "200 OK", [HTML, PUBLIC], BODY
        self.delay = 0.0
        self.hot = HotPages(self._application, most_bytes)

    def _application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ)
        time.sleep(self.delay)
        start_response(self.status, list(self.headers))
        return [f"{self.body}{environ['PATH_INFO']}?{environ['QUERY_STRING']}".encode()]

    def get(
        self, path: str = "/", query: str = "", method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        told: list[Any] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": "http",
            "REMOTE_ADDR": "198.51.100.7",
            "HTTP_HOST": "paper.example",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        body = b"".join(
            self.hot(environ, lambda status, given, exc_info=None: told.extend((status, given)))
        )
        return int(told[0][:3]), {name.lower(): value for name, value in told[1]}, body

    @property
    def builds(self) -> int:
        return len(self.asked)
