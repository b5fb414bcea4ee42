"""Limits on how often somebody may do something."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most `most` times in each window of `seconds`, counted in the shared cache."""

    name: str
    most: int
    seconds: int

    def allow(self, key: str | None) -> bool:
        """Count one more for `key` (an address, a name) and say whether it is still allowed."""
        window = int(time.time()) // self.seconds
        digest = hashlib.sha256(str(key).encode("utf-8", "replace")).hexdigest()[:32]
        name = f"limit:{self.name}:{digest}:{window}"
        if cache.add(name, 1, timeout=self.seconds + 5):
            return self.most >= 1
        try:
            return cache.incr(name) <= self.most
        except ValueError:  # the window ended between the two calls
            return True
