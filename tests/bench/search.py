"""`python -m tests.bench.search [--stories 2000 10000]`: the search, on SQLite and on PostgreSQL.

For each database and size: the milliseconds of one search in process (median and 95th percentile,
wall clock), by kind of query and over all; how fast stories are indexed, one and in bulk; and what
the index takes beside the text. Queries are cut out of the stories themselves.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import Any

POSTGRES = os.environ.get("NEWSROOM_TEST_POSTGRES", "postgres://root@127.0.0.1/postgres")
BATCH = 200
ASKED = 25
TONES = "่้๊๋์"


def _stories(count: int, seed: int = 7) -> Iterator[Any]:
    """Stories of our corpus with rarer words of the dictionary between, as real news has them."""
    from pythainlp.corpus import thai_words

    from newsroom.articles.models import Article
    from tests import builders
    from tests.bench import corpus

    rng, section = random.Random(seed), builders.section()
    words = sorted(word for word in thai_words() if 3 < len(word) < 12)
    rng.shuffle(words)
    for row in corpus.stories(count, seed):
        parts = row["body_html"].split(" ")
        for place in range(0, len(parts), 4):
            # Zipf's law, about: the first words of the list are by far the commonest.
            parts[place] += "".join(words[int(len(words) * rng.random() ** 4)] for _ in range(3))
        story = Article(headline=row["title"], standfirst=row["excerpt"], body=" ".join(parts))
        story.section = section
        story.derive()
        story.status, story.published_at = Article.Status.PUBLISHED, row["published_at"]
        yield story


def _queries(rng: random.Random, text: str, headline: str) -> dict[str, str]:
    from newsroom.thai.words import words

    start = rng.randrange(len(text) - 200)
    found = [word for word in words(text[start : start + 200]) if len(word) > 2]
    run = "".join(found[1:4])
    place = rng.randrange(1, len(run) - 1)
    toneless = next((at for at, letter in enumerate(run) if letter in TONES), place)
    return {
        "one word": found[0],
        "two letters": found[0][:2],
        "headline": " ".join(word for word in words(headline) if len(word) > 2)[:40],
        "phrase": text[start : start + 24],
        "without blanks": text[start : start + 24].replace(" ", ""),
        "words anywhere": " ".join(found[:3]),
        "year": f"{found[2]} 2562",
        "letter missing": run[:place] + run[place + 1 :],
        "tone missing": run[:toneless] + run[toneless + 1 :],
        "question": f"{''.join(found[:3])}คืออะไร",
        "nothing": f"ฮฟฮซฮฌ{found[0]}",
    }


def _ask(ids: list[int]) -> dict[str, list[float]]:
    from django.utils import timezone

    from newsroom.articles.models import Article
    from newsroom.search.engines import Narrow
    from newsroom.search.find import find

    rng = random.Random(1)
    times: dict[str, list[float]] = defaultdict(list)
    find("น้ำท่วม", Narrow(at=timezone.now()))
    for pk in rng.sample(ids, ASKED):
        story = Article.objects.get(pk=pk)
        for kind, query in _queries(rng, story.plain_text, story.headline).items():
            start = time.perf_counter()
            find(query, Narrow(at=timezone.now()))
            times[kind].append((time.perf_counter() - start) * 1000)
    return times


def _index_megabytes() -> float:
    """What the database keeps to find stories, without the folded text itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            total = 0
            for field in ("title", "text"):
                cursor.execute(f"SELECT sum(length(block)) FROM search_{field}_grams_data")  # noqa: S608
                total += cursor.fetchone()[0] or 0
        else:
            cursor.execute(
                "SELECT pg_relation_size('search_title_grams') + pg_relation_size('search_text_grams')"
                " + pg_total_relation_size('search_commongram')"
            )
            total = cursor.fetchone()[0]
    return total / 1e6


def _row(*cells: object) -> None:
    print("  ".join(f"{cell!s:>11}" if at else f"{cell!s:<16}" for at, cell in enumerate(cells)))


def measure(sizes: list[int]) -> None:
    """Fill this database to each size in turn, and measure."""
    from django.db import connection, transaction

    from newsroom.articles.models import Article
    from newsroom.search.engines import engine
    from newsroom.search.index import index

    ids: list[int] = []
    stories = _stories(max(sizes))
    for size in sizes:
        spent = 0.0
        while batch := list(islice(stories, min(BATCH, size - len(ids)))):
            with transaction.atomic():
                made = [story.pk for story in Article.objects.bulk_create(batch)]
                start = time.perf_counter()
                index(made)
                spent += time.perf_counter() - start
            ids += made
        engine().refresh()
        engine().compact()
        letters = sum(
            len(text.encode()) for text in Article.objects.values_list("plain_text", flat=True)
        )
        one = []
        for pk in ids[:20]:
            start = time.perf_counter()
            with transaction.atomic():
                index([pk])
            one.append((time.perf_counter() - start) * 1000)
        print(f"\n{connection.vendor}, {size:,} stories, {letters / 1e6:,.0f} MB of text")
        new = size - (sizes[sizes.index(size) - 1] if sizes.index(size) else 0)
        print(
            f"indexed {new / spent:,.0f} stories/s in bulk, one story again in {median(one):.1f} ms;"
            f" index {_index_megabytes():,.0f} MB"
        )
        times = _ask(ids)
        _row("query", "p50 ms", "p95 ms")
        times["all"] = [one for took in times.values() for one in took]
        for kind, took in times.items():
            _row(kind, f"{median(took):.1f}", f"{sorted(took)[int(len(took) * 0.95)]:.1f}")


def main() -> None:
    """Measure on each database in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--here", action="store_true", help="only the database that is set")
    options = parser.parse_args()
    sizes = sorted(options.stories)
    if not options.here:
        for url in ("", POSTGRES):
            told = {**os.environ, "NEWSROOM_TEST_DATABASE_URL": url}
            again = [sys.executable, "-m", "tests.bench.search", "--here", "--stories"]
            if subprocess.run([*again, *map(str, sizes)], env=told, check=False).returncode and url:
                print("PostgreSQL was left out: is there a server at NEWSROOM_TEST_POSTGRES?")
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure(sizes)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
