"""Progress of a long backup."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from newsroom.backup import progress as module
from newsroom.backup.progress import INTERVAL_SECONDS, progress_lines


def test_a_line_is_written_every_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now, out = [100.0], io.StringIO()
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    progress = progress_lines(out, total_bytes=200_000_000)
    progress(1_000_000)
    assert out.getvalue() == ""
    now[0] += INTERVAL_SECONDS
    progress(50_000_000)
    progress(60_000_000)
    assert out.getvalue() == "50 MB (25%)\n"
