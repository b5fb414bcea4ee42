"""How our processes end: by which signals, and with their parent."""

from __future__ import annotations

import ctypes
import signal
from contextlib import suppress

SHUTDOWN_SIGNALS = (signal.SIGTERM, signal.SIGINT)

_PR_SET_PDEATHSIG = 1


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Have the kernel end this process when its parent ends (Linux; elsewhere nothing)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)
