"""Keeps the site's processes alive: `python -m newsroom.web.front.supervisor HOST PORT COUNT APPLICATION HELPER…`.

Opens the listening socket, starts so many front processes that accept from it, and the helper process
of periodic tasks (a command; none if it is left out), and starts one again that ended, however often.
The socket is the supervisor's: connections that arrive while a process is replaced wait in its queue.
SIGTERM and SIGINT end all, SIGHUP replaces the front processes one by one. Imports nothing of Django:
the supervisor itself needs next to no memory.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from newsroom.web.processes import SHUTDOWN_SIGNALS, die_with_parent

# Seconds before a server that ended is started again: doubled with each end of one that lived for
# less than `STABLE_SECONDS`.
MIN_PAUSE, MAX_PAUSE = 0.2, 15.0
STABLE_SECONDS = 30.0
# Longest wait for the servers to end.
SHUTDOWN_SECONDS = 40.0
# A front process that is replaced goes on for so long, while the new one loads Django.
REPLACE_SECONDS = 3.0
BACKLOG = 2048

log = logging.getLogger("newsroom.supervisor")


class SupervisedProcess:
    """A server or the helper process, and its restarts."""

    def __init__(
        self, name: str, command: Sequence[str], listening: socket.socket | None = None
    ) -> None:
        self.name, self.command, self._listening = name, command, listening
        self.pause = MIN_PAUSE
        self.starts_at = 0.0
        self.started_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None
        # The one that this one replaces, until it has ended, and when it is told to end.
        self.former: subprocess.Popen[bytes] | None = None
        self._former_ends_at = 0.0

    def tick(self, now: float) -> None:
        """Start the process if it is due; notice that it has ended."""
        self._end_former(now)
        if self.process is None:
            if now >= self.starts_at:
                # They inherit the lock of the data folder: it is free when the last of them has
                # ended, also if we are killed before them.
                self.process = subprocess.Popen(  # noqa: S603
                    self.command,
                    preexec_fn=self._prepare,
                    close_fds=False,
                )
                self.started_at = now
        elif (status := self.process.poll()) is not None:
            if now - self.started_at > STABLE_SECONDS:
                self.pause = MIN_PAUSE
            if status:
                log.error("%s ended (%s); it starts again in %.1f s", self.name, status, self.pause)
            self.process, self.starts_at = None, now + self.pause
            self.pause = min(self.pause * 2, MAX_PAUSE)

    def _prepare(self) -> None:
        """In the new process, before its program starts."""
        die_with_parent(signal.SIGTERM)
        if self._listening is not None:
            self._listening.set_inheritable(True)

    def replace(self, now: float) -> None:
        """Start another process at once, and end this one when that has had time to load."""
        if self.process is not None:
            self.former, self._former_ends_at = self.process, now + REPLACE_SECONDS
            self.process, self.starts_at = None, now

    def _end_former(self, now: float) -> None:
        if self.former is not None and now >= self._former_ends_at:
            if self.former.poll() is None:
                self.former.terminate()
            else:
                self.former = None

    @property
    def running(self) -> list[subprocess.Popen[bytes]]:
        """The process, and the one that it replaces."""
        return [process for process in (self.process, self.former) if process is not None]

    def send(self, number: int) -> None:
        """Send a signal, if the process runs."""
        for process in self.running:
            with suppress(ProcessLookupError):
                process.send_signal(number)


class Supervisor:
    """Front processes on a listening socket, and the helper process."""

    def __init__(
        self, listening: socket.socket, count: int, application: str, helper: Sequence[str]
    ) -> None:
        command = [
            sys.executable, "-m", "newsroom.web.front.server", application, str(listening.fileno())
        ]  # fmt: skip
        self.servers = [
            SupervisedProcess("A front process", command, listening) for _ in range(count)
        ]
        self.processes = list(self.servers)
        if helper:
            self.processes.append(SupervisedProcess("The helper process", helper))
        self.is_ending = False
        # Front processes that are still to be replaced.
        self._outdated: list[SupervisedProcess] = []

    def run(self) -> int:
        """Supervise until a signal says to end; the exit status."""
        for number in SHUTDOWN_SIGNALS:
            signal.signal(number, self._end)
        signal.signal(signal.SIGHUP, self._replace)
        while not self.is_ending:
            now = time.monotonic()
            for process in self.processes:
                process.tick(now)
            if self._outdated and all(server.former is None for server in self.servers):
                self._outdated.pop().replace(now)
            time.sleep(0.1)
        self._forward(signal.SIGTERM, self.processes)
        return self._wait()

    def _end(self, *args: object) -> None:
        self.is_ending = True

    def _replace(self, *args: object) -> None:
        self._outdated = list(self.servers)

    def _forward(self, number: int, processes: Sequence[SupervisedProcess]) -> None:
        for process in processes:
            process.send(number)

    def _wait(self) -> int:
        deadline = time.monotonic() + SHUTDOWN_SECONDS
        for supervised in self.processes:
            for process in supervised.running:
                try:
                    process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    log.error("%s did not end in time and is killed", supervised.name)
                    process.kill()
        return 0


def _raise_file_limit() -> None:
    """Each slow connection is an open file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; of `::` for IPv4, too. Raises `OSError`, if the port is taken, say."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server(
        (host, port), family=family, backlog=BACKLOG, dualstack_ipv6=host == "::"
    )


def main(host: str, port: str, count: str, application: str, *helper: str) -> int:
    """Supervise; the exit status."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    _raise_file_limit()
    os.environ["PYTHONUNBUFFERED"] = "1"
    try:
        listening = listen(host, int(port))
    except OSError as error:
        sys.stderr.write(
            f"เปิดเว็บไซต์ที่ {host} พอร์ต {port} ไม่ได้ ({error.strerror}) "
            "พอร์ตนี้อาจมีโปรแกรมอื่นใช้อยู่ ลองพอร์ตอื่น เช่น make run PORT=8001\n"
        )
        return 1
    return Supervisor(listening, int(count), application, helper).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
