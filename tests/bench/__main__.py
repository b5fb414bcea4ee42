"""`python -m tests.bench [--sizes 1000 10000] [--postgres]`: every page, made and kept.

One table: what a page costs to make at each number of stories (CPU of the process), how many
questions and bytes that is, and how fast it goes over a socket once it is kept, beside nginx with
the same compressed bytes as a file. Figures of one run compare with each other; between runs
compare ratios, or put them beside the reference, a fixed piece of Python. Growth is from the first
size to the last, both beside the reference.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import shutil
import tempfile
import time
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SIZES = [1_000, 10_000, 100_000, 1_000_000]
# What a story takes on the disk.
STORY_BYTES = 14_000
# Above this many the stories are not indexed for search, which takes longer than all the rest.
SEARCHED = 100_000
IMPORTED, MANY = 3_000, 10
# Pages that are loaded over a socket, too.
LOADED = ("front page", "story, 20 comments", "section", "tag", "archive, a month", "feed")


def say(*words: object) -> None:
    """What is being done, while it takes its time."""
    print("…", *words, flush=True)


def bench_import(folder: Path) -> dict[str, float]:
    """How fast stories come in, index and all, and the memory that takes: of few, then of many."""
    from django.core.management import call_command

    from tests.bench import corpus, wire

    silent = io.StringIO()
    results: dict[str, float] = {}
    for name, count in (("few", IMPORTED), ("many", IMPORTED * MANY)):
        call_command("flush", interactive=False, verbosity=0)
        file = folder / "corpus.jsonl"
        corpus.write(file, count)
        say(f"importing {count:,} stories")
        start, cpu = time.perf_counter(), time.process_time()
        with wire.most_memory() as memory:
            call_command("import_articles", file, stdout=silent, stderr=silent)
        results[f"{name}_rate"] = count / (time.perf_counter() - start)
        results[f"{name}_cpu_rate"] = count / (time.process_time() - cpu)
        results[f"{name}_memory"] = memory[0]
    return results


def that_fit(sizes: list[int], folder: Path) -> list[int]:
    """The sizes for which the disk has room; of the others it says so."""
    free = shutil.disk_usage(folder).free
    for size in sizes:
        if size * STORY_BYTES > free:
            say(
                f"{size:,} stories left out: they need {size * STORY_BYTES / 1e9:.0f} GB in {folder}"
            )
    return [size for size in sizes if size * STORY_BYTES <= free]


def bench_pages(sizes: list[int], searched: int) -> dict[str, Any]:
    """What pages cost to make, at each size; the search up to so many stories."""
    from django.core.management import call_command

    from tests.bench import fill, pages

    results: dict[str, Any] = {}
    for size in sizes:
        call_command("flush", interactive=False, verbosity=0)
        start = time.perf_counter()
        fill.fill(size)
        if size <= searched:
            fill.index_all()
        say(f"filled with {size:,} stories in {time.perf_counter() - start:.0f} s")
        results[str(size)] = pages.measure(pages.addresses(with_search=size <= searched))
        results[str(size)]["reference"] = {"cpu": pages.reference_ms(), "queries": 0, "bytes": 0}
    return results


def bench_wire(told: dict[str, str], folder: Path) -> dict[str, Any]:
    """What kept pages do over a socket, and a mix of pages that nobody has kept yet."""
    from newsroom.articles.models import Article
    from tests.bench import pages, wire
    from tests.servers import Node

    addresses = pages.addresses()
    found = {name: addresses[name] for name in LOADED}
    newest = Article.objects.published().newest_first()[:10_000]
    stories = [f"/news/{pk}/" for pk in newest.values_list("pk", flat=True)]
    others = ["/"] * 4 + [addresses["section"]] * 2 + [addresses["tag"]]
    results: dict[str, Any] = {}
    start = time.perf_counter()
    node = Node(told, 1)
    results["start"] = time.perf_counter() - start
    try:
        say("loading kept pages")
        results["pages"], results["words"] = wire.measure(node, found, folder)
    finally:
        node.stop()
    for name, script in (("mix", wire.MIX), ("once", wire.ONCE)):
        if not results["pages"]:
            break
        node = Node(told, 1)
        try:
            say("loading pages that are not kept yet")
            results[name] = wire.measure_mix(node, stories, others, folder, script)
            results["memory"] = wire.memory_mb(node)
        finally:
            node.stop()
    return results


def print_table(results: dict[str, Any], sizes: list[int]) -> None:
    """Everything in one table, and the few figures that are no page's."""
    pages, wire = results["pages"], results["wire"]
    row(
        "",
        *("CPU ms" for _ in sizes),
        "",
        "",
        "",
        "kept:",
        "p50",
        "p99",
        "nginx",
        "ours to",
        "bytes",
    )
    row("page", *(f"{size:,}" for size in sizes), "growth", "queries", "bytes", "req/s", "ms", "ms",
         "req/s", "nginx", "in br")  # fmt: skip
    for name in pages[str(sizes[0])]:
        costs = [pages[str(size)].get(name, {}).get("cpu") for size in sizes]
        # The machine is not as fast at one size as at the next; the reference tells how fast it is.
        known = [
            cost / pages[str(size)]["reference"]["cpu"]
            for size, cost in zip(sizes, costs, strict=True)
            if cost is not None
        ]
        made = [f"{cost:.2f}" if cost is not None else "–" for cost in costs]
        last = next(pages[str(size)][name] for size in reversed(sizes) if name in pages[str(size)])
        loaded = wire["pages"].get(name)
        sent = ["–"] * 6
        if loaded:
            sent = [f"{loaded['rate']:,.0f}", f"{loaded['p50']:.2f}", f"{loaded['p99']:.2f}",
                    f"{loaded.get('nginx', 0):,.0f}", f"{loaded.get('ratio', 0):.2f}",
                    f"{loaded.get('bytes', 0):,}"]  # fmt: skip
        row(
            name, *made, f"{known[-1] / known[0]:.2f}", last["queries"], f"{last['bytes']:,}", *sent
        )
    for name, words in (
        ("mix", "readers' mix, nothing kept at first"),
        ("once", "stories, each once"),
    ):
        if name in wire:
            print(
                f"{words}: {wire[name]['rate']:,.0f} req/s, p99 {wire[name]['p99']:.0f} ms, one worker"
            )
    came = results["import"]
    for name, count in (("few", IMPORTED), ("many", IMPORTED * MANY)):
        print(
            f"import of {count:,} stories with search index: {came[f'{name}_rate']:,.0f} stories/s "
            f"({came[f'{name}_cpu_rate']:,.0f} per CPU second), +{came[f'{name}_memory']:.0f} MB"
        )
    print(f"cold start {wire['start']:.1f} s; memory of a worker {wire.get('memory', 0):.0f} MB")
    if wire["words"]:
        print(wire["words"])


def row(*cells: object) -> None:
    """Print a line of a table: a name and figures."""
    first, *rest = cells
    print(f"{first!s:<26}" + "".join(f"{cell!s:>9}" for cell in rest))


def main() -> None:
    """Make a throwaway newsroom, fill it, measure, keep the figures under var/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of stories")
    parser.add_argument(
        "--searched", type=int, default=SEARCHED, help="the search up to so many stories"
    )
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    from tests import servers

    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = Path(name)
        sizes = that_fit(sorted(options.sizes), folder)
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

            # Static files are not what is measured, so nobody collects them.
            warnings.filterwarnings("ignore", message="No directory at")
            call_command("migrate", verbosity=0)
            results = {
                "database": connection.vendor,
                "import": bench_import(folder),
                "pages": bench_pages(sizes, options.searched),
                "wire": bench_wire(told, folder),
            }
            connection.close()
    print(f"\n{results['database']}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print_table(results, sizes)
    kept = ROOT / "var" / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"kept in {kept.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
