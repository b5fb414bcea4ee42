"""`python -m tests.bench.search_evaluation FOLDER [--class NAME] [--bad]`: how good the search is.

FOLDER holds `documents.jsonl` (`id, title, body, date`) and `queries.jsonl` (`id, cls, q, rel`: the
ids of the relevant documents). Every document becomes a public article of a database that is created
for this and dropped; every query goes to the public search page.

Prints recall@10 and mean reciprocal rank (MRR, of the first hundred hits) for each class of queries,
and their mean over the classes. Runs on SQLite, or on the server in NEWSROOM_TEST_DATABASE_URL.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from django.utils.html import escape

from newsroom.thai.dates import BANGKOK, parse_date
from tests.bench.throwaway_database import throwaway_database

RECALL_DEPTH = 10
MAX_RANK = 100
# As many as the search page shows.
RESULTS_PER_PAGE = 20
BATCH_SIZE = 200
PROGRESS_INTERVAL = 200
_ARTICLE_ID = re.compile(rb'data-article-id="(\d+)"')


class Score(NamedTuple):
    """The result of one query; `milliseconds` is the time of its first page."""

    recall: float
    reciprocal_rank: float
    milliseconds: float


def load_documents(folder: Path) -> dict[str, int]:
    """Publish every document; returns the article's id for each document's."""
    from newsroom.articles.models import Article, Section
    from newsroom.articles.querysets import Status
    from newsroom.articles.signals import notify_articles_changed

    section = Section.objects.get_or_create(slug="evaluation", defaults={"name": "ชุดทดสอบ"})[0]
    max_headline_length = Article._meta.get_field("headline").max_length
    articles: list[tuple[str, Article]] = []
    for document in _read_lines(folder / "documents.jsonl"):
        day = parse_date(str(document["date"])[:10])
        paragraphs = filter(None, map(str.strip, document["body"].split("\n")))
        article = Article(
            headline=document["title"][:max_headline_length],
            body="".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
            status=Status.PUBLISHED,
            published_at=datetime.combine(day, datetime.min.time(), BANGKOK),
            section=section,
        )
        article.compute_derived_fields()
        articles.append((str(document["id"]), article))
    for start in range(0, len(articles), BATCH_SIZE):
        batch = [article for _, article in articles[start : start + BATCH_SIZE]]
        notify_articles_changed(article.pk for article in Article.objects.bulk_create(batch))
    return {document_id: article.pk for document_id, article in articles}


def evaluate(
    folder: Path,
    article_ids: dict[str, int],
    query_class: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[dict[str, list[Score]], list[str]]:
    """The scores of every query by class, and a line for each query with a bad score."""
    from django.test import Client

    client = Client()
    scores: dict[str, list[Score]] = defaultdict(list)
    bad: list[str] = []
    for done, query in enumerate(_read_lines(folder / "queries.jsonl"), 1):
        if query_class and query["cls"] != query_class:
            continue
        relevant = {article_ids[str(document_id)] for document_id in query["rel"]}
        start = time.perf_counter()
        client.get("/search/", {"q": query["q"]})
        milliseconds = (time.perf_counter() - start) * 1000
        score = _score(_ranked_ids(client, query["q"]), relevant, milliseconds)
        scores[query["cls"]].append(score)
        if score.recall < 1 or score.reciprocal_rank < 0.5:
            bad.append(
                f"{query['cls']:9} {score.recall:.2f} {score.reciprocal_rank:.2f} {query['q']}"
            )
        progress(done)
    return scores, bad


def table(scores: dict[str, list[Score]]) -> list[str]:
    """The lines of the table: each class, then the mean in which every class counts the same."""
    lines = [f"{'class':10} {'n':>5} {'recall@10':>9} {'MRR':>6} {'p50 ms':>7} {'p95 ms':>7}"]
    means = []
    for query_class, of_class in scores.items():
        recall = mean(score.recall for score in of_class)
        rank = mean(score.reciprocal_rank for score in of_class)
        means.append((recall, rank))
        lines.append(_row(query_class, recall, rank, of_class))
    if means:
        every = [score for of_class in scores.values() for score in of_class]
        recall, rank = (mean(column) for column in zip(*means, strict=True))
        lines.append(_row("mean", recall, rank, every))
    return lines


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _ranked_ids(client: Any, query: str) -> list[int]:
    """The ids on the pages of results, up to `MAX_RANK`."""
    ranked: list[int] = []
    for page in range(1, MAX_RANK // RESULTS_PER_PAGE + 1):
        response = client.get("/search/", {"q": query, "page": str(page)})
        if response.status_code != 200:
            break
        ids = [int(pk) for pk in _ARTICLE_ID.findall(response.content)]
        ranked += ids
        if len(ids) < RESULTS_PER_PAGE:
            break
    return ranked[:MAX_RANK]


def _score(ranked: list[int], relevant: set[int], milliseconds: float) -> Score:
    positions = [position for position, pk in enumerate(ranked) if pk in relevant]
    found = sum(position < RECALL_DEPTH for position in positions)
    return Score(
        recall=found / min(RECALL_DEPTH, len(relevant)),
        reciprocal_rank=1 / (positions[0] + 1) if positions else 0.0,
        milliseconds=milliseconds,
    )


def _row(name: str, recall: float, rank: float, scores: list[Score]) -> str:
    times = sorted(score.milliseconds for score in scores)
    p95 = times[int(len(times) * 0.95)]
    return f"{name:10} {len(scores):5} {recall:9.3f} {rank:6.3f} {median(times):7.1f} {p95:7.1f}"


def main() -> None:
    """Evaluate the set in the folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--class", dest="query_class", default="", help="only queries of this class"
    )
    parser.add_argument("--bad", action="store_true", help="print the queries with a bad score")
    options = parser.parse_args()
    for name in ("documents.jsonl", "queries.jsonl"):
        if not (options.folder / name).is_file():
            parser.error(f"there is no {options.folder / name}")

    def progress(done: int) -> None:
        if done % PROGRESS_INTERVAL == 0:
            print(f"… {done:,} queries", flush=True)

    with throwaway_database() as vendor:
        # A page past the last result is a 404, and expected.
        logging.getLogger("django.request").setLevel(logging.ERROR)
        article_ids = load_documents(options.folder)
        print(f"{len(article_ids):,} documents ({vendor})")
        scores, bad = evaluate(options.folder, article_ids, options.query_class, progress)
    print("\n".join([*(bad if options.bad else []), *table(scores)]))


if __name__ == "__main__":
    main()
