"""A web server for tests: keeps what is posted to it and answers as told."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Reply = tuple[int, dict[str, str], bytes]


class PostServer(ThreadingHTTPServer):
    """`replies` are used up one after the other; then every request is answered with 204.

    `delay`: seconds before an answer; `drip`: seconds between the bytes of an endless one.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.posts: list[tuple[str, str, bytes]] = []
        self.hosts: list[str] = []
        self.replies: list[Reply] = []
        self.delay = self.drip = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> PostServer:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: PostServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.posts.append((self.path, self.headers.get("Content-Type", ""), body))
        self.server.hosts.append(self.headers.get("Host", ""))
        time.sleep(self.server.delay)
        status, headers, content = (
            self.server.replies.pop(0) if self.server.replies else (204, {}, b"")
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        while self.server.drip:
            try:
                self.wfile.write(b".")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(self.server.drip)

    def do_GET(self) -> None:
        self.server.posts.append((f"GET {self.path}", "", b""))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass
