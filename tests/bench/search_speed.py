"""`python -m tests.bench.search_speed [--sizes 2000 10000]`: speed of the search on both databases.

For each database and size: the milliseconds of one search in this process (median and 95th
percentile of wall clock time), by kind of query and over all; how fast articles are indexed, one by
one and in bulk; and the size of the index beside the text. Queries are cut out of the articles.
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

from tests.bench.throwaway_database import throwaway_database
from tests.servers import POSTGRES

BATCH_SIZE = 200
QUERIED_ARTICLES = 25
REINDEXED_ARTICLES = 20
TONE_MARKS = "่้๊๋์"
EXCERPT_LENGTH, PHRASE_LENGTH, HEADLINE_LENGTH = 200, 24, 40


def articles(count: int, seed: int = 7) -> Iterator[Any]:
    """Unsaved articles of the corpus, with rare words of the dictionary added as in real news."""
    from pythainlp.corpus import thai_words

    from newsroom.articles.models import Article
    from tests import builders
    from tests.bench import corpus

    rng, section = random.Random(seed), builders.section()
    words = sorted(word for word in thai_words() if 3 < len(word) < 12)
    rng.shuffle(words)

    def random_word() -> str:
        """Roughly by Zipf's law: the first words of the list are by far the most frequent."""
        return words[int(len(words) * rng.random() ** 4)]

    for row in corpus.articles(count, seed):
        phrases = row["body_html"].split(" ")
        for index in range(0, len(phrases), 4):
            phrases[index] += "".join(random_word() for _ in range(3))
        article = Article(
            headline=row["title"],
            standfirst=row["excerpt"],
            body=" ".join(phrases),
            section=section,
            status=Article.Status.PUBLISHED,
            published_at=row["published_at"],
        )
        article.compute_derived_fields()
        yield article


def queries(rng: random.Random, text: str, headline: str) -> dict[str, str]:
    """One query of each kind, cut out of an article."""
    from newsroom.thai.segmentation import segment_words

    start = rng.randrange(len(text) - EXCERPT_LENGTH)
    excerpt = text[start : start + EXCERPT_LENGTH]
    phrase = excerpt[:PHRASE_LENGTH]
    words = [word for word in segment_words(excerpt) if len(word) > 2]
    joined = "".join(words[1:4])
    missing = rng.randrange(1, len(joined) - 1)
    tone = next((index for index, mark in enumerate(joined) if mark in TONE_MARKS), missing)
    title_words = [word for word in segment_words(headline) if len(word) > 2]
    return {
        "one word": words[0],
        "two characters": words[0][:2],
        "headline": " ".join(title_words)[:HEADLINE_LENGTH],
        "phrase": phrase,
        "without spaces": phrase.replace(" ", ""),
        "words anywhere": " ".join(words[:3]),
        "year": f"{words[2]} 2562",
        "character missing": joined[:missing] + joined[missing + 1 :],
        "tone missing": joined[:tone] + joined[tone + 1 :],
        "question": f"{''.join(words[:3])}คืออะไร",
        "no hit": f"ฮฟฮซฮฌ{words[0]}",
    }


def search_times(ids: list[int]) -> dict[str, list[float]]:
    """The milliseconds of searches, by kind of query."""
    from django.utils import timezone

    from newsroom.articles.models import Article
    from newsroom.search.backends.interface import SearchFilter
    from newsroom.search.service import search

    rng = random.Random(1)
    times: dict[str, list[float]] = defaultdict(list)
    search("น้ำท่วม", SearchFilter(at=timezone.now()))
    for pk in rng.sample(ids, QUERIED_ARTICLES):
        article = Article.objects.get(pk=pk)
        for kind, query in queries(rng, article.plain_text, article.headline).items():
            start = time.perf_counter()
            search(query, SearchFilter(at=timezone.now()))
            times[kind].append((time.perf_counter() - start) * 1000)
    return times


def index_megabytes() -> float:
    """The size of the trigram index, without the folded text."""
    from django.db import connection

    if connection.vendor == "sqlite":
        sql = (
            "SELECT (SELECT sum(length(block)) FROM search_title_trigrams_data)"
            " + (SELECT sum(length(block)) FROM search_text_trigrams_data)"
        )
    else:
        sql = (
            "SELECT pg_relation_size('search_title_trigrams')"
            " + pg_relation_size('search_text_trigrams')"
            " + pg_total_relation_size('search_common_trigram')"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] / 1e6


def measure(sizes: list[int]) -> None:
    """Fill the database to each size in turn, and print the figures."""
    from django.db import connection, transaction

    from newsroom.articles.models import Article
    from newsroom.search.backends import get_backend
    from newsroom.search.indexing.documents import index_articles
    from newsroom.search.indexing.reindex import compact_index

    ids: list[int] = []
    unsaved = articles(max(sizes))
    for size in sizes:
        added, seconds = size - len(ids), 0.0
        while batch := list(islice(unsaved, min(BATCH_SIZE, size - len(ids)))):
            with transaction.atomic():
                created = [article.pk for article in Article.objects.bulk_create(batch)]
                start = time.perf_counter()
                index_articles(created)
                seconds += time.perf_counter() - start
            ids += created
        get_backend().refresh_statistics()
        compact_index()
        one_by_one = []
        for pk in ids[:REINDEXED_ARTICLES]:
            start = time.perf_counter()
            with transaction.atomic():
                index_articles([pk])
            one_by_one.append((time.perf_counter() - start) * 1000)
        texts = Article.objects.values_list("plain_text", flat=True)
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        print(f"\n{connection.vendor}, {size:,} articles, {megabytes:,.0f} MB of text")
        print(
            f"indexed {added / seconds:,.0f} articles/s in bulk, one again in"
            f" {median(one_by_one):.1f} ms; index {index_megabytes():,.0f} MB"
        )
        times = search_times(ids)
        times["all"] = [milliseconds for of_kind in times.values() for milliseconds in of_kind]
        _print_row("query", "p50 ms", "p95 ms")
        for kind, of_kind in times.items():
            p95 = sorted(of_kind)[int(len(of_kind) * 0.95)]
            _print_row(kind, f"{median(of_kind):.1f}", f"{p95:.1f}")


def _print_row(name: str, *figures: str) -> None:
    print("  ".join([f"{name:<18}", *(f"{figure:>11}" for figure in figures)]))


def main() -> None:
    """Measure each database in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument(
        "--one-database",
        action="store_true",
        help="only the database in NEWSROOM_TEST_DATABASE_URL, or SQLite",
    )
    options = parser.parse_args()
    sizes = sorted(options.sizes)
    if options.one_database:
        with throwaway_database():
            measure(sizes)
        return
    for url in ("", POSTGRES):
        env = {**os.environ, "NEWSROOM_TEST_DATABASE_URL": url}
        command = [sys.executable, "-m", "tests.bench.search_speed", "--one-database", "--sizes"]
        if subprocess.run([*command, *map(str, sizes)], env=env, check=False).returncode and url:
            print("PostgreSQL was left out: is there a server at NEWSROOM_TEST_POSTGRES?")


if __name__ == "__main__":
    main()
