"""How good the search is, by queries whose answers are known.

A set is a folder with `documents.jsonl` (`id, title, body, date, category`) and `queries.jsonl`
(`id, cls, q, rel`: the ids of the documents that answer). Recall counts the first ten, the
reciprocal rank the first hundred; each class of queries counts the same in the mean.
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

from django.test import Client
from django.utils.html import escape

from newsroom.articles.changes import announce
from newsroom.articles.models import Article, Section
from newsroom.articles.querysets import Status
from newsroom.thai.dates import BANGKOK, parse_date

DEEPEST = 100
BATCH = 200
_STORY = re.compile(rb'data-article-id="(\d+)"')


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def load(folder: Path) -> dict[str, int]:
    """Publish every document of a set; returns the story's id for each document's."""
    section = Section.objects.get_or_create(slug="evaluation", defaults={"name": "ชุดทดสอบ"})[0]
    stories: list[tuple[str, Article]] = []
    for document in _lines(folder / "documents.jsonl"):
        day = datetime.combine(parse_date(str(document["date"])[:10]), datetime.min.time(), BANGKOK)
        paragraphs = (line.strip() for line in document["body"].split("\n"))
        story = Article(
            headline=document["title"][:300],
            body="".join(f"<p>{escape(text)}</p>" for text in paragraphs if text),
            status=Status.PUBLISHED,
            published_at=day,
            section=section,
        )
        story.derive()
        stories.append((str(document["id"]), story))
    for start in range(0, len(stories), BATCH):
        made = Article.objects.bulk_create([story for _, story in stories[start : start + BATCH]])
        announce(story.pk for story in made)
    return {name: story.pk for name, story in stories}


def ask(client: Client, query: str) -> list[int]:
    """The ids of the stories the public page shows for a query, over all its pages to the hundredth."""
    found: list[int] = []
    for number in range(1, 6):
        answer = client.get("/search/", {"q": query, "page": str(number)})
        if answer.status_code != 200:
            break
        ids = [int(pk) for pk in _STORY.findall(answer.content)]
        found += ids
        if len(ids) < 20 or len(found) >= DEEPEST:
            break
    return found[:DEEPEST]


def evaluate(
    folder: Path, names: dict[str, int], progress: Callable[[int], None], only: str = ""
) -> tuple[list[str], list[str]]:
    """Ask every query; returns the table by class, and the queries answered badly."""
    client = Client()
    figures: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    bad: list[str] = []
    for count, query in enumerate(_lines(folder / "queries.jsonl"), 1):
        if only and query["cls"] != only:
            continue
        relevant = {names[str(name)] for name in query["rel"]}
        start = time.perf_counter()
        client.get("/search/", {"q": query["q"]})
        took = (time.perf_counter() - start) * 1000
        ranked = ask(client, query["q"])
        hits = [place for place, pk in enumerate(ranked) if pk in relevant]
        recall = sum(place < 10 for place in hits) / min(10, len(relevant))
        rank = 1 / (hits[0] + 1) if hits else 0.0
        figures[query["cls"]].append((recall, rank, took))
        if recall < 1 or rank < 0.5:
            bad.append(f"{query['cls']:9} {recall:.2f} {rank:.2f} {query['q']}")
        progress(count)
    return _table(figures), bad


def _table(figures: dict[str, list[tuple[float, float, float]]]) -> list[str]:
    lines = [f"{'class':10} {'n':>5} {'recall@10':>9} {'MRR':>6} {'p50 ms':>7} {'p95 ms':>7}"]
    means = []
    for name, rows in figures.items():
        recall, rank = mean(row[0] for row in rows), mean(row[1] for row in rows)
        means.append((recall, rank))
        lines.append(_line(name, len(rows), recall, rank, [row[2] for row in rows]))
    if means:
        times = [row[2] for rows in figures.values() for row in rows]
        recall, rank = mean(m[0] for m in means), mean(m[1] for m in means)
        lines.append(_line("mean", len(times), recall, rank, times))
    return lines


def _line(name: str, count: int, recall: float, rank: float, times: list[float]) -> str:
    times = sorted(times)
    slow = times[int(len(times) * 0.95)]
    return f"{name:10} {count:5} {recall:9.3f} {rank:6.3f} {median(times):7.1f} {slow:7.1f}"
