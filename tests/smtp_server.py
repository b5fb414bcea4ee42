"""A mail server for tests: speaks SMTP (RFC 5321) on a port of its own, and keeps what it gets."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any


class SmtpServer(socketserver.ThreadingTCPServer):
    """Accepts every message, unless `replies` says otherwise.

    `replies` maps the beginning of a command (`RCPT TO:<x@example.com>`, or `.` for the end of a
    message) to the reply: a line, or a list of lines used up one after the other. An empty line
    closes the connection. While `is_held` is cleared, the ends of messages wait for it.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages: list[EmailMessage] = []
        self.replies: dict[str, str | list[str]] = {}
        self.connections = 0
        self.is_held = threading.Event()
        self.is_held.set()
        self.has_message = threading.Event()

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def recipients(self) -> list[str]:
        return [str(message["To"]) for message in self.messages]

    def reply_to(self, command: str) -> str:
        for beginning, reply in self.replies.items():
            if command.upper().startswith(beginning.upper()):
                if isinstance(reply, str):
                    return reply
                if reply:
                    return reply.pop(0)
        return "250 OK"

    def __enter__(self) -> SmtpServer:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.is_held.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed is what some tests are about."""


class _Session(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        self.server.connections += 1
        self._send("220 test")
        for command in self._lines():
            verb = command[:4].upper()
            if verb == "QUIT":
                self._send("221 bye")
                return
            if verb == "DATA":
                self._send("354 go on")
                command, content = ".", self._content()
                self.server.has_message.set()
                self.server.is_held.wait(30)
            reply = self.server.reply_to(command)
            if not reply:
                return
            if command == "." and reply.startswith("2"):
                message = email.message_from_bytes(content, policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.server.messages.append(message)
            self._send(reply)

    def _lines(self) -> Iterator[str]:
        while line := self.rfile.readline():
            yield line.decode("utf-8").rstrip("\r\n")

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _send(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
