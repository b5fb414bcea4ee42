"""A server process with `tests.web.http_server.application`, and requests to it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from newsroom.web.front.supervisor import listen
from tests.servers import ROOT
from tests.web.http_server.application import SHORT

FILE_BYTES = 1_500_000
GET = b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n"
GET_ONCE = b"GET %b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


class Site:
    """A server process with `tests.web.http_server.application`."""

    def __init__(self, folder: Path) -> None:
        file = folder / "file"
        file.write_bytes(random.Random(1).randbytes(FILE_BYTES))
        self.file = file.read_bytes()
        self._listening = listen("127.0.0.1", 0)
        self.port: int = self._listening.getsockname()[1]
        self._listening.set_inheritable(True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsroom.web.front.server",
             "tests.web.http_server.application:application", str(self._listening.fileno())],
            cwd=ROOT, close_fds=False, env={**os.environ, "FILE_TO_SEND": str(file)},
        )  # fmt: skip
        self._listening.close()

    def connect(self, data: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(data)
        return connection

    def exchange(self, data: bytes) -> bytes:
        """What comes back until the server closes the connection, or is silent."""
        with self.connect(data) as connection:
            connection.settimeout(20 * SHORT)
            return read_all(connection)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def read_all(connection: socket.socket) -> bytes:
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while chunk := connection.recv(1 << 16):
            received += chunk
    return bytes(received)


def echoed(response: bytes) -> dict[str, Any]:
    head, _, body = response.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n"), response
    result: dict[str, Any] = json.loads(body)
    return result
