"""Building the whole index again, while the site runs (`manage.py reindex`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from newsroom.articles.models import Article
from newsroom.search.backends import get_backend
from newsroom.search.indexing.documents import (
    DocumentSource,
    build_document,
    read_sources,
    write_documents,
)
from newsroom.search.indexing.write_pacing import WritePacer
from newsroom.search.models import SearchDocument

# Articles read and folded at once, before they are written in one or more transactions.
READ_BATCH_SIZE = 50
# What a transaction may write, in characters of the documents: at first and at most.
FIRST_WRITE_CHARACTERS, MAX_WRITE_CHARACTERS = 20_000, 2_000_000
# What a transaction may merge, in pages of the index: at first and at most.
FIRST_MERGE_PAGES, MAX_MERGE_PAGES = 16, 1_000


def reindex() -> Iterator[int]:
    """Index every article again; yields the number that is done, after each batch.

    The old document of an article is searched until the new one replaces it. A run that is
    interrupted leaves what is done and what is not, both in working order.
    """
    pacer = WritePacer(FIRST_WRITE_CHARACTERS, MAX_WRITE_CHARACTERS)
    done, last_id = 0, 0
    while ids := list(
        Article.objects.filter(pk__gt=last_id)
        .order_by("pk")
        .values_list("pk", flat=True)[:READ_BATCH_SIZE]
    ):
        sources = read_sources(ids)
        documents = [build_document(source) for source in sources.values()]
        for batch in pacer.batches(documents, _cost):
            with pacer.transaction(sum(map(_cost, batch))):
                _write_unless_changed(batch, sources)
        done, last_id = done + len(ids), ids[-1]
        yield done
    with transaction.atomic():
        get_backend().refresh_statistics()
    compact_index()


def compact_index() -> None:
    """Merge the index into its smallest form, in short transactions."""
    backend, has_more = get_backend(), True
    pacer = WritePacer(FIRST_MERGE_PAGES, MAX_MERGE_PAGES)
    while has_more:
        pages = max(int(pacer.budget), 1)
        with pacer.transaction(pages):
            has_more = backend.compact(pages)


def _cost(document: SearchDocument) -> int:
    return len(document.title) + len(document.keywords) + len(document.text)


def _write_unless_changed(
    documents: list[SearchDocument], sources: dict[int, DocumentSource]
) -> None:
    """Write the documents whose articles are as they were read.

    Whoever changed an article since has indexed it in the same transaction.
    """
    ids = [document.pk for document in documents]
    # On PostgreSQL this waits for whoever is changing one of them; on SQLite nobody can be.
    list(SearchDocument.objects.filter(pk__in=ids).order_by("pk").values("pk").select_for_update())
    current = read_sources(ids)
    get_backend().prepare_bulk()
    write_documents(
        document for document in documents if current.get(document.pk) == sources[document.pk]
    )
