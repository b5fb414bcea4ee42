"""Building the index again, while others read and write."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from newsroom.articles.models import Article
from newsroom.search.indexing import reindex as reindex_module
from newsroom.search.indexing import related
from newsroom.search.indexing.reindex import compact_index, reindex
from newsroom.search.indexing.write_pacing import TARGET_SECONDS, WritePacer
from newsroom.search.models import SearchDocument
from tests import builders
from tests.search.indexing.test_write_pacing import FakeClock
from tests.search.pages import publish, result_ids

only_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="only SQLite has one write lock"
)


@pytest.fixture
def other_connection() -> Iterator[sqlite3.Connection]:
    """A second connection to the same database file, which fails at once where it should wait."""
    other = sqlite3.connect(
        connection.settings_dict["NAME"], timeout=0, isolation_level=None, uri=True
    )
    yield other
    other.close()


def write(other: sqlite3.Connection) -> None:
    """Take the write lock and give it back; raises "database is locked" where it is held."""
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")


def long_articles(count: int) -> None:
    """Public articles of some 20,000 characters, not all of one length."""
    words = "ชาวบ้านร่วมกันเก็บขยะริมหาดก่อนเปิดฤดูท่องเที่ยว "
    model = builders.published_article(headline="ปูม้า")
    Article.objects.bulk_create(
        Article(
            headline=f"ปูม้า ข่าวที่ {number}",
            plain_text=words * (100 + 50 * (number % 8)),
            status=model.status,
            published_at=model.published_at,
            section=model.section,
        )
        for number in range(count)
    )


@pytest.mark.django_db
def test_every_article_is_indexed_again(client: Client) -> None:
    pk = publish("น้ำท่วม")
    SearchDocument.objects.all().delete()
    assert result_ids(client, "น้ำท่วม") == []
    call_command("reindex")
    assert result_ids(client, "น้ำท่วม") == [pk]


@pytest.mark.django_db
def test_a_run_that_is_interrupted_leaves_a_working_index(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(reindex_module, "READ_BATCH_SIZE", 2)
    ids = [publish(f"ปูม้า ข่าวที่ {number}") for number in range(6)]
    run = reindex()
    assert next(run) == 2
    run.close()
    assert sorted(result_ids(client, "ปูม้า")) == ids
    assert list(reindex()) == [2, 4, 6]
    assert sorted(result_ids(client, "ปูม้า")) == ids


@pytest.mark.django_db
def test_an_article_that_is_saved_while_it_is_reindexed_keeps_the_newer_document(
    client: Client, monkeypatch: Any
) -> None:
    pk, other_pk = publish("พาดหัวเดิม"), publish("พาดหัวเดิม")
    build = reindex_module.build_document

    def build_while_an_editor_saves(source: Any) -> SearchDocument:
        document = build(source)
        if source.pk == pk:
            article = Article.objects.get(pk=pk)
            article.headline = "พาดหัวใหม่"
            article.save()
        return document

    monkeypatch.setattr(reindex_module, "build_document", build_while_an_editor_saves)
    list(reindex())
    assert result_ids(client, "ใหม่") == [pk]
    assert result_ids(client, "เดิม") == [other_pk]


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_others_can_write_while_documents_and_related_articles_are_computed(
    other_connection: sqlite3.Connection, monkeypatch: Any
) -> None:
    for number in range(5):
        builders.published_article(headline=f"ปูม้า ข่าวที่ {number}", tags=["ปูม้า"])
    computed: list[Any] = []

    def write_and_then(compute: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def compute_after_writing(argument: Any) -> Any:
            write(other_connection)
            computed.append(argument)
            return compute(argument)

        return compute_after_writing

    for module, name in ((reindex_module, "build_document"), (related, "_most_similar")):
        monkeypatch.setattr(module, name, write_and_then(getattr(module, name)))
    call_command("reindex")
    assert len(computed) == 10


@pytest.mark.slow
@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_the_lock_is_released_between_transactions_of_a_bounded_size(
    other_connection: sqlite3.Connection, monkeypatch: Any
) -> None:
    """Here writing takes 1 s for 200,000 characters: as many as fit into the target go at once."""
    clock, speed = FakeClock(), 200_000
    transactions: list[int] = []
    write_documents = reindex_module._write_unless_changed

    def write_with_clock(documents: list[SearchDocument], sources: Any) -> None:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write(other_connection)
        write_documents(documents, sources)
        characters = sum(map(reindex_module._cost, documents))
        assert len(documents) == 1 or characters <= speed * TARGET_SECONDS
        transactions.append(len(documents))
        clock.advance(characters / speed)

    def sleep(seconds: float) -> None:
        write(other_connection)
        assert seconds <= 0.15, "the longest article takes no longer than this"
        clock.sleep(seconds)

    monkeypatch.setattr(reindex_module, "_write_unless_changed", write_with_clock)
    monkeypatch.setattr(reindex_module, "WritePacer", partial(WritePacer, clock=clock, sleep=sleep))
    monkeypatch.setattr(reindex_module, "FIRST_WRITE_CHARACTERS", 1)
    long_articles(200)
    assert list(reindex())[-1] == 201
    assert sum(transactions) == 201
    assert len(clock.pauses) >= len(transactions) - 1


def text_segment_count() -> int:
    """How many segments FTS5 would read for a search."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_text_trigrams_idx")
        return cursor.fetchone()[0]


@only_sqlite
@pytest.mark.django_db
def test_the_index_is_merged_into_one_segment_in_steps(client: Client, monkeypatch: Any) -> None:
    efforts: list[int] = []
    backend = reindex_module.get_backend()
    compact = backend.compact

    def compact_and_count(effort: int) -> bool:
        efforts.append(effort)
        return compact(effort)

    rng = random.Random(1)
    for number in range(20):
        publish(f"ปูม้า ข่าวที่ {number}", f"<p>{''.join(rng.choices('กขคงจฉชซญฎ', k=2000))}</p>")
    assert text_segment_count() > 1
    monkeypatch.setattr(backend, "compact", compact_and_count)
    monkeypatch.setattr(reindex_module, "get_backend", lambda: backend)
    monkeypatch.setattr(reindex_module, "MAX_MERGE_PAGES", 1)
    monkeypatch.setattr(reindex_module, "FIRST_MERGE_PAGES", 1)
    compact_index()
    assert text_segment_count() == 1
    assert set(efforts) == {1}
    assert len(efforts) > 3
    assert len(result_ids(client, "ปูม้า")) == 20


@pytest.mark.django_db
def test_merging_a_merged_index_ends_at_once() -> None:
    publish("ปูม้า")
    compact_index()
    assert not reindex_module.get_backend().compact(100)
