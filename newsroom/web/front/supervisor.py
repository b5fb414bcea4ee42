"""Keeps the site's processes alive: `python -m newsroom.web.front.supervisor COUNT COMMAND… -- HELPER…`.

Starts the command so many times, each a server with one front process on the same port
(SO_REUSEPORT), and the helper process of periodic tasks, and starts one again that ended, however
often: granian alone gives up when a worker dies twice within seconds. SIGTERM and SIGINT end all,
SIGHUP replaces the servers' workers one by one. Imports nothing of Django: the supervisor itself
needs next to no memory.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from newsroom.web.processes import SHUTDOWN_SIGNALS, die_with_parent

# Of granian (docs/decisions/server.md). A client has ten seconds for its request headers.
SERVER_OPTIONS = [
    "--interface", "rsgi", "--loop", "uvloop", "--http", "1", "--no-ws",
    "--http1-header-read-timeout", "10000", "--http1-buffer-size", "65536",
    "--backlog", "2048", "--backpressure", "4096", "--workers-kill-timeout", "30",
]  # fmt: skip
# Seconds before a server that ended is started again: doubled with each end of one that lived for
# less than `STABLE_SECONDS`.
MIN_PAUSE, MAX_PAUSE = 0.2, 15.0
STABLE_SECONDS = 30.0
# Longest wait for the servers to end.
SHUTDOWN_SECONDS = 40.0

log = logging.getLogger("newsroom.supervisor")


class SupervisedProcess:
    """A server or the helper process, and its restarts."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, command
        self.pause = MIN_PAUSE
        self.starts_at = 0.0
        self.started_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def tick(self, now: float) -> None:
        """Start the process if it is due; notice that it has ended."""
        if self.process is None:
            if now >= self.starts_at:
                # They inherit the lock of the data folder: it is free when the last of them has
                # ended, also if we are killed before them.
                self.process = subprocess.Popen(  # noqa: S603
                    self.command,
                    preexec_fn=lambda: die_with_parent(signal.SIGTERM),
                    close_fds=False,
                )
                self.started_at = now
        elif (status := self.process.poll()) is not None:
            if now - self.started_at > STABLE_SECONDS:
                self.pause = MIN_PAUSE
            log.error("%s ended (%s); it starts again in %.1f s", self.name, status, self.pause)
            self.process, self.starts_at = None, now + self.pause
            self.pause = min(self.pause * 2, MAX_PAUSE)

    def send(self, number: int) -> None:
        """Send a signal, if the process runs."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(number)


class Supervisor:
    """Several servers and the helper process."""

    def __init__(self, command: Sequence[str], count: int, helper: Sequence[str]) -> None:
        self.servers = [SupervisedProcess("A server", command) for _ in range(count)]
        self.processes = [*self.servers, SupervisedProcess("The helper process", helper)]
        self.is_ending = False

    def run(self) -> int:
        """Supervise until a signal says to end; the exit status."""
        for number in SHUTDOWN_SIGNALS:
            signal.signal(number, self._end)
        signal.signal(signal.SIGHUP, lambda number, frame: self._forward(number, self.servers))
        while not self.is_ending:
            for process in self.processes:
                process.tick(time.monotonic())
            time.sleep(0.1)
        self._forward(signal.SIGTERM, self.processes)
        return self._wait()

    def _end(self, *args: object) -> None:
        self.is_ending = True

    def _forward(self, number: int, processes: Sequence[SupervisedProcess]) -> None:
        for process in processes:
            process.send(number)

    def _wait(self) -> int:
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        for supervised in self.processes:
            if supervised.process is None:
                continue
            try:
                supervised.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.error("%s did not end in time and is killed", supervised.name)
                supervised.process.kill()
        return 0


def _raise_file_limit() -> None:
    """Each slow connection is an open file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))


if __name__ == "__main__":
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    _raise_file_limit()
    os.environ["PYTHONUNBUFFERED"] = "1"
    separator = sys.argv.index("--")
    server, helper = sys.argv[2:separator], sys.argv[separator + 1 :]
    sys.exit(Supervisor(server, int(sys.argv[1]), helper).run())
