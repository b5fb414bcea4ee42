"""The processes that run Django, one request at a time.

A front process forks a *nursery* when Django is loaded and no thread runs yet. The nursery does
nothing but fork a worker whenever the front process sends it a socket, which takes milliseconds and
shares the loaded code. A worker reads requests from its socket and writes responses; it ends when
the socket is closed. Whatever a worker does, however long or badly, no other process shares its
interpreter lock, and it can be killed.

A message is its length (4 bytes) and an object in the format of `marshal`: both ends are the same
program. To a worker: environment, body, path of a file with the body, generation. From it: status,
headers, body, path of a file to send, whether it has begun a new generation, whether it ends.
"""

from __future__ import annotations

import faulthandler
import gc
import io
import logging
import marshal
import os
import resource
import signal
import socket
import struct
import sys
from typing import IO, Any

from django.db import connections

from newsroom.web.page_cache import invalidation
from newsroom.web.processes import SHUTDOWN_SIGNALS, die_with_parent

LENGTH = struct.Struct(">I")
# Readers' pages come first wherever the CPU is short.
NICENESS = 10
# A worker ends after a response when it has served so many, or has grown to so many bytes.
MAX_REQUESTS, MAX_MEMORY = 5000, 400 * 1024 * 1024
# A worker that asks for more gets a MemoryError. Pictures are decoded elsewhere.
MAX_DATA = 1024 * 1024 * 1024
# PostgreSQL ends a statement that a worker waits for; the worker's own deadline comes later.
STATEMENT_SECONDS, LOCK_SECONDS = 12.0, 8.0

log = logging.getLogger(__name__)


def start_nursery(application: Any) -> socket.socket:
    """Fork the nursery; its socket takes messages with a worker's socket as a file descriptor."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    sys.stdout.flush()
    sys.stderr.flush()
    gc.collect()
    # Else the collector writes into every page that is shared.
    gc.freeze()
    front = os.getpid()
    if os.fork() == 0:
        try:
            _prepare_child(theirs.fileno(), front)
            _run_nursery(theirs, application)
        finally:
            os._exit(0)
    theirs.close()
    return ours


def _prepare_child(kept: int, parent: int) -> None:
    """Give up what the parent has: its listening socket above all, and its signal handlers."""
    die_with_parent()
    if os.getppid() != parent:
        # It ended before the kernel knew what we wish then.
        os._exit(0)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # Ctrl-C reaches the whole group; the front process says when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SHUTDOWN_SIGNALS)
    os.closerange(3, kept)
    os.closerange(kept + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _run_nursery(control: socket.socket, application: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # The kernel reaps the workers.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    nursery = os.getpid()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not message:
            return
        if os.fork() == 0:
            try:
                _prepare_child(descriptors[0], nursery)
                run_worker(socket.socket(fileno=descriptors[0]), application)
            finally:
                os._exit(0)
        os.close(descriptors[0])


def run_worker(channel: socket.socket, application: Any) -> None:
    """Serve requests until the socket is closed, or one of the worker's limits is reached."""
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_DATA, MAX_DATA))
    # The front process sends this signal before it kills: the log says where the worker was stuck.
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    _set_database_deadlines()
    channel.sendall(_packed(os.getpid()))
    for number in range(1, MAX_REQUESTS + 1):
        request = _receive(channel)
        if request is None:
            return
        environ, body, path, generation = request
        _adopt_generation(generation)
        with open(path, "rb") if path else io.BytesIO(body) as file:
            status, headers, content, sent_file = call_application(application, environ, file)
        has_changed = generation is not None and invalidation.current_generation() is None
        is_last = number == MAX_REQUESTS or _memory() > MAX_MEMORY
        channel.sendall(_packed((status, headers, content, sent_file, has_changed, is_last)))
        if is_last:
            return


def call_application(
    application: Any, environ: dict[str, Any], body: IO[bytes]
) -> tuple[int, list[tuple[str, str]], bytes, str | None]:
    """Status, headers, body and path of a file to send, of a WSGI application."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        started[:] = [int(status[:3]), [(str(name), str(value)) for name, value in headers]]

    environ |= {
        "wsgi.version": (1, 0),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _FileToSend,
    }
    if (length := _size(body)) or "CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = str(length)
    chunks = application(environ, start_response)
    try:
        path = chunks.path if isinstance(chunks, _FileToSend) else None
        content = b"" if path else b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return started[0], started[1], content, path


class _FileToSend:
    """`wsgi.file_wrapper`: the front process sends whole files itself, by their path."""

    def __init__(self, file: Any, block_size: int = 65536) -> None:
        self._file, self._block_size = file, block_size
        raw = getattr(file, "file", file)
        is_whole = isinstance(raw, io.BufferedReader) and raw.tell() == 0
        self.path = raw.name if is_whole and isinstance(raw.name, str) else None

    def __iter__(self) -> Any:
        while chunk := self._file.read(self._block_size):
            yield chunk

    def close(self) -> None:
        self._file.close()


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _adopt_generation(shared: tuple[int | None, float] | None) -> None:
    """Begin the front process's generation here, for the values that `memo` keeps."""
    known = invalidation.current_generation()
    if shared is None:
        invalidation.begin_generation(None)
    elif known is None or (known.value, known.expires_at) != shared:
        invalidation.begin_generation(invalidation.Generation(*shared))


def _set_database_deadlines() -> None:
    options = connections["default"].settings_dict["OPTIONS"]
    if connections["default"].vendor == "postgresql":
        options["options"] = (
            f"{options.get('options', '')} -c statement_timeout={STATEMENT_SECONDS * 1000:.0f}"
            f" -c lock_timeout={LOCK_SECONDS * 1000:.0f}"
        )


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _packed(message: Any) -> bytes:
    data = marshal.dumps(message)
    return LENGTH.pack(len(data)) + data


def _receive(channel: socket.socket) -> Any:
    """The next message; None if the other end is closed."""
    length = _receive_bytes(channel, LENGTH.size)
    if not length:
        return None
    return marshal.loads(_receive_bytes(channel, LENGTH.unpack(length)[0]))  # noqa: S302


def _receive_bytes(channel: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        chunk = channel.recv(min(count - len(data), 1 << 20))
        if not chunk:
            return b""
        data += chunk
    return bytes(data)
