"""The evaluation of the search, on a set of two documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsroom.articles.models import Article
from tests.bench import search_evaluation

pytestmark = pytest.mark.django_db

DOCUMENTS = [
    {"id": "a", "title": "น้ำท่วมกระบี่", "body": "ชาวบ้านอพยพ\n\nแล้ว", "date": "2016-08-06"},
    {"id": "b", "title": "ข่าวยาว" * 60, "body": "<ทั่วไป>", "date": "2016-08-07"},
]
QUERIES = [
    {"id": 1, "cls": "title", "q": "น้ำท่วม", "rel": ["a"]},
    {"id": 2, "cls": "title", "q": "ข่าวยาว", "rel": ["a"]},
    {"id": 3, "cls": "body", "q": "อพยพ", "rel": ["a"]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def write(name: str, rows: list[dict[str, Any]]) -> None:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")

    write("documents.jsonl", DOCUMENTS)
    write("queries.jsonl", QUERIES)
    return tmp_path


def test_a_long_title_is_cut_to_what_the_headline_can_hold(folder: Path) -> None:
    """PostgreSQL refuses a longer one."""
    ids = search_evaluation.load_documents(folder)
    for article in Article.objects.all():
        article.clean_fields()
    assert len(Article.objects.get(pk=ids["b"]).headline) == 255


def test_recall_and_rank_are_those_of_the_search_page(folder: Path) -> None:
    ids = search_evaluation.load_documents(folder)
    scores, bad = search_evaluation.evaluate(folder, ids)
    assert [(score.recall, score.reciprocal_rank) for score in scores["title"]] == [(1, 1), (0, 0)]
    assert [(score.recall, score.reciprocal_rank) for score in scores["body"]] == [(1, 1)]
    assert len(bad) == 1
    assert "ข่าวยาว" in bad[0]
    mean = search_evaluation.table(scores)[-1].split()
    assert mean[:4] == ["mean", "3", "0.750", "0.750"]
