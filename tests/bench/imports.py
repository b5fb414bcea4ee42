"""What an import costs: articles a second, with search index, and memory at two sizes."""

from __future__ import annotations

import io
import lzma
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from django.core.management import call_command

from tests.bench import corpus, http_load

IMPORT_SIZES = {"few": 3_000, "many": 30_000}


def bench_import(
    folder: Path, stories: Path | None, report_progress: Callable[..., None]
) -> dict[str, dict[str, float]]:
    """By size: articles imported a second (`rate`) and a CPU second (`cpu_rate`), with search index,
    and the peak of `memory` (MB).

    `stories` is a JSON Lines file of real ones, perhaps compressed by xz; without it they are made.
    """
    output = io.StringIO()
    results = {}
    for name, wanted in IMPORT_SIZES.items():
        call_command("flush", interactive=False, verbosity=0)
        file = folder / "corpus.jsonl"
        count = _copy(stories, file, wanted) if stories else wanted
        if not stories:
            corpus.write(file, wanted)
        report_progress(f"importing {count:,} articles")
        start, cpu = time.perf_counter(), time.process_time()
        with http_load.peak_memory() as memory:
            call_command("import_articles", file, stdout=output, stderr=output)
        results[name] = {
            "count": count,
            "rate": count / (time.perf_counter() - start),
            "cpu_rate": count / (time.process_time() - cpu),
            "memory": memory[0],
        }
    return results


def _copy(source: Path, target: Path, count: int) -> int:
    """Copy the first `count` lines; returns how many there were."""
    open_source = lzma.open if source.suffix == ".xz" else open
    copied = 0
    with open_source(source, "rb") as lines, target.open("wb") as file:
        for line in islice(lines, count):
            file.write(line)
            copied += 1
    return copied
