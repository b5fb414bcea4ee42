"""The progress bar on a terminal and in a log."""

from __future__ import annotations

import io

import pytest

from newsroom.transfer import progress
from newsroom.transfer.progress import ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "drawn"),
    [
        (Terminal(), "\r[############............]  50% ข่าว \n"),
        (io.StringIO(), "[############............]  50% ข่าว\n"),
    ],
)
def test_the_bar_is_redrawn_on_a_terminal_and_a_line_in_a_log(
    out: io.StringIO, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    bar = ProgressBar(out, total=8)
    bar.update(1, "ยังไม่ถึงเวลา")
    now += progress.LOG_INTERVAL_SECONDS
    bar.update(4, "ข่าว")
    bar.update(5, "ยังไม่ถึงเวลา")
    assert bar.finish() == progress.LOG_INTERVAL_SECONDS
    assert out.getvalue() == drawn


def test_an_unknown_total_draws_an_empty_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LOG_INTERVAL_SECONDS", 0)
    out = io.StringIO()
    ProgressBar(out, total=0).update(9, "9 ข่าว")
    assert out.getvalue() == "[........................]   0% 9 ข่าว\n"
