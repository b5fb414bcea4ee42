"""Counts how often old addresses are asked for, and which addresses nobody has.

Counted in memory and written now and then, because a write for each request would let a crawler
block the database; what a process has not written when it ends is lost. Stored are paths and days:
no query, no IP address, nothing of who asked.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from newsroom.transfer.models import MissingPath, Redirect

log = logging.getLogger(__name__)

FLUSH_SECONDS = 30.0
# Different addresses held in memory, and rows stored; more are not counted.
MAX_BUFFERED, MAX_STORED = 500, 5000
# A segment that may be a secret or say who asks: an e-mail address, a token, a signature.
_PERSONAL = re.compile(r"@|:|(?<![A-Za-z0-9_-])(?=[A-Za-z_]*[0-9])[A-Za-z0-9_]{20,}")


class AddressCounter:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._redirects: Counter[int] = Counter()
        self._missing: Counter[str] = Counter()
        self._flushed_at = time.monotonic()

    def count_redirect(self, redirect_id: int) -> None:
        """Count one request for a stored old address."""
        self._count(self._redirects, redirect_id)

    def count_missing(self, path: str) -> None:
        """Count one request for a path (normalised) that nothing is at."""
        if not _PERSONAL.search(path):
            self._count(self._missing, path)

    def _count(self, counts: Counter, key: object) -> None:
        with self._lock:
            if key in counts or len(counts) < MAX_BUFFERED:
                counts[key] += 1
            is_due = time.monotonic() - self._flushed_at >= FLUSH_SECONDS
        if is_due:
            self.flush()

    def flush(self) -> None:
        """Write the counts; if the database refuses, they are lost."""
        with self._lock:
            redirects, missing = self._redirects, self._missing
            self._redirects, self._missing = Counter(), Counter()
            self._flushed_at = time.monotonic()
        try:
            _store(redirects, missing)
        except DatabaseError:
            log.warning("นับการเรียกที่อยู่เดิมไม่ได้", exc_info=True)


def _store(redirects: Counter[int], missing: Counter[str]) -> None:
    today = timezone.localdate()
    for redirect_id, count in redirects.items():
        rows = Redirect.objects.filter(pk=redirect_id)
        rows.update(hits=F("hits") + count, last_hit_on=today)
    new = []
    for path, count in missing.items():
        stored = MissingPath.objects.filter(path=path)
        if not stored.update(hits=F("hits") + count, last_hit_on=today):
            new.append(MissingPath(path=path, hits=count, last_hit_on=today))
    if new:
        room = max(MAX_STORED - MissingPath.objects.count(), 0)
        MissingPath.objects.bulk_create(new[:room], ignore_conflicts=True)


counter = AddressCounter()
