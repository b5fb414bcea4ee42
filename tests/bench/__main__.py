"""`python -m tests.bench [--stories N] [--postgres]`: import, pages made and pages kept, in one table.

Pages are measured with 1,000 and 10,000 stories, and with `--stories` if that is more. Figures of
one run compare with each other; between runs compare ratios, or put them beside the reference.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 10_000)
IMPORTED = 2_000


def row(*cells: object) -> None:
    """One line of a table."""
    print(
        "  ".join(
            f"{cell!s:>10}" if place else f"{cell!s:<28}" for place, cell in enumerate(cells)
        ),
        flush=True,
    )


def bench_import(folder: Path) -> dict[str, float]:
    """How fast stories come in, index and all, and what searching them costs."""
    from django.core.management import call_command

    from tests.bench import corpus, pages

    file = folder / "corpus.jsonl"
    corpus.write(file, IMPORTED)
    start, cpu = time.perf_counter(), time.process_time()
    silent = io.StringIO()
    call_command("import_articles", file, stdout=silent, stderr=silent)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    search = pages.measure({"search": "/search/?q=%E0%B8%9B%E0%B8%B9%E0%B8%A1%E0%B9%89%E0%B8%B2"})
    row("import", f"{IMPORTED:,}", f"{IMPORTED / seconds:,.0f} /s", f"{IMPORTED / cpu:,.0f} /CPU s")
    row("search there", "", f"{search['search']['cpu']:.1f} ms")
    return {"rate": IMPORTED / seconds, "cpu_rate": IMPORTED / cpu, **search["search"]}


def bench_pages(sizes: list[int]) -> dict[str, Any]:
    """What pages cost to make, at each size."""
    from django.core.management import call_command

    from tests.bench import fill, pages

    results: dict[str, Any] = {}
    for size in sizes:
        call_command("flush", interactive=False, verbosity=0)
        start = time.perf_counter()
        fill.fill(size)
        row(f"filled with {size:,}", f"{time.perf_counter() - start:.0f} s")
        results[str(size)] = pages.measure(pages.addresses())
        results[str(size)]["reference"] = {"cpu": pages.reference_ms(), "queries": 0, "bytes": 0}
    first, last = str(sizes[0]), str(sizes[-1])
    row("")
    row("made anew: CPU ms", *(f"{size:,}" for size in sizes), "growth", "queries", "bytes")
    for name, figures in results[last].items():
        costs = [results[str(size)][name]["cpu"] for size in sizes]
        growth = figures["cpu"] / results[first][name]["cpu"]
        row(name, *(f"{cost:.2f}" for cost in costs), f"{growth:.2f}", figures["queries"], figures["bytes"])  # fmt: skip
    return results


def bench_wire(told: dict[str, str], folder: Path) -> dict[str, Any]:
    """What kept pages do over a socket."""
    from tests.bench import pages, wire
    from tests.servers import Node

    found = {
        name: pages.addresses()[name] for name in ("front page", "story, 20 comments", "section")
    }
    start = time.perf_counter()
    node = Node(told, 1)
    started = time.perf_counter() - start
    try:
        results, words = wire.measure(node, found, folder)
        memory = wire.memory_mb(node)
    finally:
        node.stop()
    row("")
    row("kept, one worker", "req/s", "p50 ms", "p99 ms", "nginx", "ratio", "bytes")
    for name, one in results.items():
        ratio = f"{one['ratio']:.2f}" if "ratio" in one else "–"
        row(name, f"{one['rate']:,.0f}", f"{one['p50']:.2f}", f"{one['p99']:.2f}", f"{one.get('nginx', 0):,.0f}", ratio, one.get("bytes", ""))  # fmt: skip
    if words:
        row(words)
    row("cold start", f"{started:.1f} s")
    row("memory of a worker", f"{memory:.0f} MB")
    return {**results, "start": started, "memory": memory}


def main() -> None:
    """Make a throwaway newsroom, fill it, measure, keep the figures under var/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000, help="the largest size")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    sizes = sorted({*(size for size in SIZES if size < options.stories), options.stories})
    from tests import servers

    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = Path(name)
        database = servers.PostgresDatabase("newsroom_bench") if options.postgres else nullcontext()
        with database as url:
            told = servers.environment(
                folder, servers.free_port(), **({"DATABASE_URL": url} if url else {}),
                NEWSROOM_HOSTS="testserver,127.0.0.1",
            )  # fmt: skip
            os.environ.update(told)
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection

            call_command("migrate", verbosity=0)
            row("database", connection.vendor)
            results = {
                "database": connection.vendor,
                "import": bench_import(folder),
                "pages": bench_pages(sizes),
                "wire": bench_wire(told, folder),
            }
            connection.close()
    kept = ROOT / "var" / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    row("kept in", kept.relative_to(ROOT))


if __name__ == "__main__":
    main()
