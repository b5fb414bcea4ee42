"""Search documents: computed from articles, and written to the index.

Reading (`read_sources`), computing (`build_document`) and writing (`write_documents`) are separate,
so that `reindex` can do the expensive first two without holding SQLite's write lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from newsroom.articles.models import Article, Byline, TaggedArticle
from newsroom.articles.querysets import listing_date
from newsroom.search.analyzer import folded, word_offsets
from newsroom.search.backends import get_backend
from newsroom.search.models import SearchDocument

# Articles read and written at once; bounds the memory, and the parameters of one SQL statement.
BATCH_SIZE = 200
# More articles at once than this come from an importer, not from an editor.
MAX_MANUAL_SAVES = 10
# Collection statistics are refreshed at ids that are powers of 4, from the first on, and at
# multiples of the interval.
FIRST_STATISTICS_REFRESH = 256
STATISTICS_REFRESH_INTERVAL = 25_000
_UPDATED_FIELDS = ["published_at", "section_id", "title", "word_offsets", "keywords", "text"]


class DocumentSource(NamedTuple):
    """All that a document is computed from; equal sources make equal documents.

    `published_at`: from when the article is public, or None. `keywords`: the names of its tags and
    authors.
    """

    pk: int
    headline: str
    standfirst: str
    plain_text: str
    published_at: datetime | None
    section_id: int | None
    keywords: tuple[str, ...]


def index_articles(ids: Iterable[int]) -> None:
    """Bring the documents of these articles up to date, in the current transaction.

    The documents of deleted articles are deleted with them, by the foreign key.
    """
    pending = list(ids)
    backend = get_backend()
    is_bulk = len(pending) > MAX_MANUAL_SAVES
    if is_bulk:
        backend.prepare_bulk()
    for start in range(0, len(pending), BATCH_SIZE):
        sources = read_sources(pending[start : start + BATCH_SIZE])
        write_documents(map(build_document, sources.values()))
    if is_bulk and any(map(_is_statistics_milestone, pending)):
        backend.refresh_statistics()


def read_sources(ids: list[int]) -> dict[int, DocumentSource]:
    """The sources of the documents of these articles, by id; deleted articles are left out."""
    keywords = _keywords(ids)
    articles = Article.objects.filter(pk__in=ids).only(
        "headline", "standfirst", "plain_text", "status", "published_at", "section_id"
    )
    return {
        article.pk: DocumentSource(
            pk=article.pk,
            headline=article.headline,
            standfirst=article.standfirst,
            plain_text=article.plain_text,
            published_at=listing_date(article),
            section_id=article.section_id,
            keywords=tuple(keywords[article.pk]),
        )
        for article in articles
    }


def build_document(source: DocumentSource) -> SearchDocument:
    """The folded document of an article; touches no database."""
    title = folded(source.headline)
    return SearchDocument(
        article_id=source.pk,
        published_at=source.published_at,
        section_id=source.section_id,
        title=title,
        word_offsets=word_offsets(title),
        keywords="\n".join(map(folded, source.keywords)),
        text=f"{folded(source.standfirst)}\n{folded(source.plain_text)}",
    )


def write_documents(documents: Iterable[SearchDocument]) -> None:
    """Insert or replace these documents; the database updates its trigram index with them."""
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=_UPDATED_FIELDS,
        batch_size=BATCH_SIZE,
    )


def _keywords(ids: list[int]) -> defaultdict[int, list[str]]:
    """The names of each article's tags, alphabetically, then of its authors, as in the byline."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    tagged = TaggedArticle.objects.filter(content_object__in=ids)
    bylines = Byline.objects.filter(article__in=ids)
    for rows in (
        tagged.order_by("tag__sort_key", "tag_id").values_list("content_object_id", "tag__name"),
        bylines.values_list("article_id", "author__name"),
    ):
        for pk, name in rows:
            names[pk].append(name)
    return names


def _is_statistics_milestone(pk: int) -> bool:
    is_power_of_4 = pk & (pk - 1) == 0 and pk.bit_length() % 2 == 1
    is_milestone = is_power_of_4 or pk % STATISTICS_REFRESH_INTERVAL == 0
    return is_milestone and pk >= FIRST_STATISTICS_REFRESH
