"""What `synchronous=FULL` costs: `python -m tests.bench.durability [FOLDER]`.

Commits of one small row (a comment), each with an fsync of the log (FULL) and without (NORMAL),
by turns in one run, on the disk of FOLDER (a temporary folder by default). Prints medians.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

MODES = ("NORMAL", "FULL")
ROUNDS, COMMITS = 9, 200
BODY = "เห็นด้วยค่ะ อยากให้ทำต่อเนื่องทุกเดือน" * 4


def commit_seconds(path: Path, mode: str) -> list[float]:
    """The time of each commit, in seconds."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(f"PRAGMA synchronous={mode}")
        database.execute("CREATE TABLE IF NOT EXISTS comment (id INTEGER PRIMARY KEY, body TEXT)")
        times = []
        for _ in range(COMMITS):
            started = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO comment (body) VALUES (?)", [BODY])
            database.execute("COMMIT")
            times.append(time.perf_counter() - started)
        return times


def measure(folder: Path) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {mode: [] for mode in MODES}
    for _ in range(ROUNDS):
        for mode in MODES:
            times[mode] += commit_seconds(folder / f"{mode}.sqlite3", mode)
    return times


def main() -> None:
    place = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(prefix="newsroom-durability-", dir=place) as folder:
        times = measure(Path(folder))
    print("synchronous  median ms  p95 ms  commits/s")
    for mode, values in times.items():
        median, p95 = statistics.median(values), statistics.quantiles(values, n=20)[18]
        print(f"{mode:11}  {median * 1e3:9.2f}  {p95 * 1e3:6.2f}  {len(values) / sum(values):9.0f}")
    ratio = statistics.median(times["FULL"]) / statistics.median(times["NORMAL"])
    print(f"FULL takes {ratio:.1f} times as long as NORMAL")


if __name__ == "__main__":
    main()
