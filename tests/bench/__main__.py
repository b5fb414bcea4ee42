"""`python -m tests.bench [--sizes 1000 10000] [--postgres]`: every page, rendered and cached.

Prints one table: what rendering a page costs with each number of articles (CPU time, database
queries, bytes), and how many requests a second are served over HTTP once it is cached, beside nginx
serving the same compressed bytes as a file. Only figures of one run are comparable; between runs
compare ratios, or divide by the reference, a fixed piece of Python. Growth is from the smallest size
to the largest, each divided by its reference.
"""

from __future__ import annotations

import argparse
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

from tests.bench.report import print_import, print_results

ROOT = Path(__file__).parents[2]
SIZES = [1_000, 10_000, 100_000, 1_000_000]
# On disk, index and all.
BYTES_PER_ARTICLE = 14_000
# Larger sizes are not indexed for search, which takes longer than all the rest.
MAX_SEARCH_SIZE = 100_000
MAX_LOADED_ARTICLES = 10_000
# Pages that are also loaded over HTTP.
LOADED_PAGES = ("front page", "article, 20 comments", "section", "tag", "archive, a month", "feed")


def report_progress(*words: object) -> None:
    """Print what is being done."""
    print("…", *words, flush=True)


def sizes_that_fit(sizes: list[int], folder: Path) -> list[int]:
    """The sizes for which there is space on the disk; prints the others."""
    free = shutil.disk_usage(folder).free
    for size in sizes:
        if size * BYTES_PER_ARTICLE > free:
            report_progress(
                f"{size:,} articles left out: they need {size * BYTES_PER_ARTICLE / 1e9:.0f} GB"
                f" in {folder}"
            )
    return [size for size in sizes if size * BYTES_PER_ARTICLE <= free]


def bench_pages(sizes: list[int], max_search_size: int) -> dict[str, Any]:
    """By size and page: what rendering costs."""
    from django.core.management import call_command

    from tests.bench import fill, pages

    results: dict[str, Any] = {}
    for size in sizes:
        call_command("flush", interactive=False, verbosity=0)
        start = time.perf_counter()
        fill.fill(size)
        if size <= max_search_size:
            fill.index_all()
        report_progress(f"filled with {size:,} articles in {time.perf_counter() - start:.0f} s")
        results[str(size)] = pages.measure(pages.page_urls(with_search=size <= max_search_size))
        results[str(size)]["reference"] = {"cpu": pages.reference_ms(), "queries": 0, "bytes": 0}
    return results


def bench_http(env: dict[str, str], folder: Path) -> dict[str, Any]:
    """Load on cached pages, and on a mix of pages that are not cached yet."""
    from newsroom.articles.models import Article
    from tests.bench import http_load, pages
    from tests.servers import Node

    urls = pages.page_urls()
    loaded = {name: urls[name] for name in LOADED_PAGES}
    newest = Article.objects.published().newest_first()[:MAX_LOADED_ARTICLES]
    articles = [article.get_absolute_url() for article in newest.only("pk")]
    others = ["/"] * 4 + [urls["section"]] * 2 + [urls["tag"]]
    results: dict[str, Any] = {}
    start = time.perf_counter()
    node = Node(env, 1)
    results["start_seconds"] = time.perf_counter() - start
    try:
        report_progress("loading cached pages")
        results["pages"], results["message"] = http_load.measure_cached(node, loaded, folder)
    finally:
        node.stop()
    for name, script in (("mix", http_load.READERS_MIX), ("once", http_load.EACH_ONCE)):
        if not results["pages"]:
            break
        node = Node(env, 1)
        try:
            report_progress("loading pages that are not cached yet")
            results[name] = http_load.measure_uncached(node, articles, others, folder, script)
            results["memory"] = http_load.worker_memory_mb(node)
        finally:
            node.stop()
    return results


def main() -> None:
    """Set up a site in a temporary folder, fill and measure it, store the figures under var/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument(
        "--max-search-size",
        type=int,
        default=MAX_SEARCH_SIZE,
        help="measure the search up to this many articles",
    )
    parser.add_argument(
        "--stories", type=Path, help="real stories to import: JSON Lines, perhaps compressed by xz"
    )
    parser.add_argument("--only-import", action="store_true", help="measure nothing but the import")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    from tests import servers

    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
        folder = Path(name)
        sizes = sizes_that_fit(sorted(options.sizes), folder)
        database = servers.PostgresDatabase("newsroom_bench") if options.postgres else nullcontext()
        with database as url:
            env = servers.node_env(
                folder, servers.free_port(), **({"DATABASE_URL": url} if url else {}),
                NEWSROOM_HOSTS="testserver,127.0.0.1",
            )  # fmt: skip
            os.environ.update(env)
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection

            # Static files are not measured, so they are not collected.
            warnings.filterwarnings("ignore", message="No directory at")
            call_command("migrate", verbosity=0)
            from tests.bench.imports import bench_import

            imported = bench_import(folder, options.stories, report_progress)
            if options.only_import:
                print_import(imported)
                return
            results = {
                "database": connection.vendor,
                "import": imported,
                "pages": bench_pages(sizes, options.max_search_size),
                "http": bench_http(env, folder),
            }
            connection.close()
    print(f"\n{results['database']}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print_results(results, sizes)
    file = ROOT / "var" / f"bench-{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"stored in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
