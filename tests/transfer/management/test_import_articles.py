"""`manage.py import_articles`"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsroom.articles.models import Article, Author, Section
from tests.transfer.jsonlines.test_reader import META, import_articles, jsonl_file, row

pytestmark = pytest.mark.django_db


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert "ข่าวใหม่: 1" in import_articles(jsonl_file(tmp_path, row(1), meta=META), dry_run=True)
    for model in (Article, Author, Section):
        assert not model.objects.exists(), model
