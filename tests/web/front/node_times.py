"""The bounds of `tests.web.front.node`, in seconds, processes and bytes."""

import os

# Where no deadline is tested, a busy machine must not reach it.
DEADLINE = float(os.environ.get("NEWSROOM_TEST_DEADLINE", "3"))
WAIT, BODY_DEADLINE = 1.0, float(os.environ.get("NEWSROOM_TEST_DEADLINE", "2"))
WORKERS = int(os.environ.get("NEWSROOM_TEST_WORKERS", "2"))
MAX_BODIES_BYTES = 6_000_000
