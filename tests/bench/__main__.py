"""`python -m tests.bench [--stories N]`: import speed, then queries and CPU of every page."""

from __future__ import annotations

import argparse
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner

from newsroom.articles.models import Article
from tests.bench import corpus

ROUNDS = 15


def row(*cells: object) -> None:
    """One line of a table."""
    print(
        "  ".join(f"{cell!s:>12}" if place else f"{cell!s:<34}" for place, cell in enumerate(cells))
    )


def cpu_ms(work: Callable[[], object]) -> float:
    """The median CPU time of a call, in milliseconds, after one call to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return median(times)


def bench_import(count: int) -> None:
    """How fast stories come in, index and all."""
    file = Path(settings.DATA_DIR) / "corpus.jsonl"
    corpus.write(file, count)
    start = time.perf_counter()
    silent = io.StringIO()
    call_command("import_articles", file, stdout=silent, stderr=silent)
    seconds = time.perf_counter() - start
    row("import", f"{count:,} stories", f"{count / seconds:,.0f} /s")


def bench_pages() -> None:
    """What a page costs this process, and how many questions it asks the database."""
    story = Article.objects.published().newest_first()[10]
    tag, author = story.tags.first(), story.byline[0].author
    pages = {
        "front page": "/",
        "story": story.get_absolute_url(),
        "section": story.section.get_absolute_url() if story.section else "/",
        "section, page 5": f"/section/{story.section.slug}/?page=5" if story.section else "/",
        "tag": tag.get_absolute_url() if tag else "/",
        "author": author.get_absolute_url(),
        "archive, a month": f"/archive/{story.published_at:%Y/%m}/",
        "search": "/search/?q=ปูม้า กระบี่",
        "feed": "/feed/",
        "sitemap": "/sitemap.xml",
    }
    client = Client()
    row("page", "queries", "CPU ms", "bytes")
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        size = len(answer.content) if not answer.streaming else "–"
        row(name, len(queries), f"{cpu_ms(lambda address=address: client.get(address)):.1f}", size)


def main() -> None:
    """Make a throwaway database, fill it, measure, drop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=2000)
    options = parser.parse_args()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        row("database", connection.vendor)
        bench_import(options.stories)
        bench_pages()
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
