"""Granian, whose workers miss no signal while they start: `python -m newsroom.web.front.server …`.

The options and the application are granian's own. A worker has the signal handlers of its parent
until it sets its own, and uvloop calls those only while its loop runs: a worker told to end before
that would go on, and its parent would wait for it. So the signals are blocked from the fork until the
loop runs (`Front.__rsgi_init__`).
"""

from __future__ import annotations

import os
import runpy
import signal

from newsroom.web.processes import SHUTDOWN_SIGNALS

_mask_before_fork: set[int] = set()


def _block() -> None:
    _mask_before_fork.clear()
    _mask_before_fork.update(signal.pthread_sigmask(signal.SIG_BLOCK, SHUTDOWN_SIGNALS))


def _restore() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, _mask_before_fork)


if __name__ == "__main__":
    os.register_at_fork(before=_block, after_in_parent=_restore)
    runpy.run_module("granian", run_name="__main__", alter_sys=True)
