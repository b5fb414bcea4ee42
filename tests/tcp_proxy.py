"""A TCP proxy that can stop forwarding, so that the server behind it seems to hang."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class TcpProxy:
    """Forwards connections to `port` of this machine. While `hang()` holds it accepts and acknowledges
    everything and forwards nothing, as the kernel does for a process that is stopped.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._may_forward = threading.Event()
        self._may_forward.set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        """Stop forwarding."""
        self._may_forward.clear()

    def resume(self) -> None:
        """Forward again, first what has arrived meanwhile."""
        self._may_forward.set()

    def close(self) -> None:
        """Accept no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        self._may_forward.wait()
        server = socket.create_connection(("127.0.0.1", self._target))
        threading.Thread(target=self._forward, args=(client, server), daemon=True).start()
        self._forward(server, client)

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._may_forward.wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
