"""A front process: `python -m newsroom.web.front.server APPLICATION DESCRIPTOR`.

`APPLICATION` is `module:name` of a `newsroom.web.http_server.server.Application`, `DESCRIPTOR` the
number of the listening socket that this process has inherited from the supervisor.
"""

from __future__ import annotations

import signal
import socket
import sys
from importlib import import_module

from newsroom.web.http_server.server import Server


def main(application: str, descriptor: str) -> None:
    """Serve until a signal says to end."""
    # The supervisor says when to end.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    module, _, name = application.partition(":")
    server = Server(getattr(import_module(module), name))
    with socket.socket(fileno=int(descriptor)) as listening:
        server.run(listening)


if __name__ == "__main__":
    main(*sys.argv[1:])
