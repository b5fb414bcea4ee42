"""Related articles: those that share rare tags or rare trigrams of the headline, recent ones first.

Computed when an article is saved, not when it is read. A new article gets a list of the most
similar ones, and is inserted into their lists where it is more similar than what stands last there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from newsroom.articles.models import TaggedArticle
from newsroom.search.analyzer import strip_spaces, trigrams
from newsroom.search.backends import get_backend
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.indexing.write_pacing import WritePacer
from newsroom.search.models import RelatedArticle, SearchDocument
from newsroom.web.page_cache import invalidation


@dataclass(frozen=True)
class RelatedWeights:
    """What each feature adds to the similarity of two articles."""

    # A shared tag, divided by the binary logarithm of how many articles have it.
    tag: float = 1.0
    # Times the squared share, by rarity, of the headline's rarest trigrams that the other has.
    title: float = 2.0
    section: float = 0.1
    # Raises the similarity by up to this share if both were published at the same time.
    recency: float = 0.4


WEIGHTS = RelatedWeights()
RECENCY_DECAY_SECONDS = 365 * 86400
MIN_SIMILARITY = 0.35
# More than are shown, so that others can take the place of one that is withdrawn.
MAX_STORED_RELATED = 6
# Only the rarest tags of an article count, and of each its newest articles; a tag of more articles
# than this tells little, and takes long to read.
MAX_RARE_TAGS = 4
MAX_TAG_FREQUENCY = 2000
MAX_FROM_TAG = 60
MAX_TITLE_TRIGRAMS = 8
MAX_FROM_TITLES = 40
# Articles whose lists are computed before they are written.
COMPUTE_BATCH_SIZE = 100
# Articles whose lists one transaction writes: at first and at most.
FIRST_WRITE_ARTICLES, MAX_WRITE_ARTICLES = 4, 100


class _Candidate(NamedTuple):
    """What the similarity of two articles depends on, besides their tags."""

    pk: int
    title: str
    section_id: int | None
    published_at: datetime | None


class _RelatedList(NamedTuple):
    """An article with the ids of its related articles and their similarity."""

    article: _Candidate
    similarities: dict[int, float]


def update_related(ids: Iterable[int]) -> None:
    """Compute the related articles of these, and insert these into the lists of others.

    Computes before the transaction that writes, because that takes much longer.
    """
    lists = _compute(ids)
    with transaction.atomic():
        _write(lists)


def relate_all() -> Iterator[int]:
    """Compute the related articles of every article again; yields the number that is done."""
    pacer = WritePacer(FIRST_WRITE_ARTICLES, MAX_WRITE_ARTICLES)
    ids = list(SearchDocument.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), COMPUTE_BATCH_SIZE):
        batch_ids = ids[start : start + COMPUTE_BATCH_SIZE]
        for lists in pacer.batches(_compute(batch_ids), cost=lambda _: 1):
            with pacer.transaction(len(lists)):
                _write(lists)
        yield start + len(batch_ids)


def _compute(ids: Iterable[int]) -> list[_RelatedList]:
    return [
        _RelatedList(article, _most_similar(article)) for article in _load_candidates(ids).values()
    ]


def _write(lists: list[_RelatedList]) -> None:
    """Replace the computed lists of these articles, and insert these into the lists of others.

    Leaves out articles that were deleted or changed since: whoever changed one computes its list.
    """
    ids = {article.pk for article, _ in lists}.union(*(found for _, found in lists))
    current = _load_candidates(ids)
    for article, similarities in lists:
        if current.get(article.pk) != article:
            continue
        existing = {pk: score for pk, score in similarities.items() if pk in current}
        RelatedArticle.objects.filter(article_id=article.pk, is_manual=False).delete()
        # Another process may have inserted the same pair at the same time.
        RelatedArticle.objects.bulk_create(
            [
                RelatedArticle(article_id=article.pk, related_id=pk, score=score)
                for pk, score in existing.items()
            ],
            ignore_conflicts=True,
        )
        _insert_into_others(article.pk, existing)
    invalidation.invalidate_pages()


def _load_candidates(ids: Iterable[int]) -> dict[int, _Candidate]:
    documents = SearchDocument.objects.filter(pk__in=list(ids))
    return {
        pk: _Candidate(pk, strip_spaces(title), section_id, published_at)
        for pk, title, section_id, published_at in documents.values_list(
            "pk", "title", "section_id", "published_at"
        )
    }


def _most_similar(article: _Candidate) -> dict[int, float]:
    """The ids of the most similar articles with their similarity, best first."""
    now = timezone.now()
    similarities = _similarities_by_tags(article.pk)
    for pk, similarity in _similarities_by_title(article, now).items():
        similarities[pk] += similarity
    similarities.pop(article.pk, None)
    others = _load_candidates(similarities)
    for pk, other in others.items():
        if other.section_id is not None and other.section_id == article.section_id:
            similarities[pk] += WEIGHTS.section
        if other.published_at is not None:
            apart = other.published_at - (article.published_at or now)
            decay = math.exp(-abs(apart.total_seconds()) / RECENCY_DECAY_SECONDS)
            similarities[pk] *= 1 + WEIGHTS.recency * decay
    best = sorted(
        (
            (similarity, pk)
            for pk, similarity in similarities.items()
            if similarity >= MIN_SIMILARITY and pk in others
        ),
        reverse=True,
    )
    return {pk: similarity for similarity, pk in best[:MAX_STORED_RELATED]}


def _similarities_by_tags(pk: int) -> defaultdict[int, float]:
    """Articles that share a rare tag with this one; the rarer the tag, the more similar."""
    similarities: defaultdict[int, float] = defaultdict(float)
    tags = TaggedArticle.objects.filter(content_object_id=pk).values("tag_id")
    frequencies = (
        TaggedArticle.objects.filter(tag_id__in=tags)
        .values_list("tag_id")
        .annotate(article_count=Count("pk"))
        .order_by("article_count")[:MAX_RARE_TAGS]
    )
    for tag_id, article_count in frequencies:
        if 1 < article_count <= MAX_TAG_FREQUENCY:
            tagged = TaggedArticle.objects.filter(tag_id=tag_id).order_by("-content_object_id")
            for other in tagged.values_list("content_object_id", flat=True)[:MAX_FROM_TAG]:
                similarities[other] += WEIGHTS.tag / math.log2(2 + article_count)
    return similarities


def _similarities_by_title(article: _Candidate, now: datetime) -> dict[int, float]:
    """Articles that share rare trigrams of the headline; the larger the share, the more similar."""
    backend = get_backend()
    frequencies = backend.document_frequencies(trigrams(article.title))
    # A trigram of one document is this article's own.
    rarest = sorted((count, gram) for gram, count in frequencies.items() if count > 1)
    weights = {gram: 1 / math.log2(2 + count) for count, gram in rarest[:MAX_TITLE_TRIGRAMS]}
    if not weights:
        return {}
    total = sum(weights.values())
    matches = backend.match_any_weighted("title", weights, SearchFilter(at=now), MAX_FROM_TITLES)
    return {pk: WEIGHTS.title * (weight / total) ** 2 for pk, weight in matches}


def _insert_into_others(pk: int, similarities: dict[int, float]) -> None:
    """Insert an article into the lists of those it is similar to, if it is better than their last."""
    rows = RelatedArticle.objects.filter(article_id__in=similarities, is_manual=False)
    stored: defaultdict[int, list[RelatedArticle]] = defaultdict(list)
    for row in rows.order_by("-score"):
        stored[row.article_id].append(row)
    inserted: list[RelatedArticle] = []
    removed: list[int] = []
    for other_id, similarity in similarities.items():
        others = [row for row in stored[other_id] if row.related_id != pk]
        removed += [row.pk for row in stored[other_id] if row.related_id == pk]
        if len(others) < MAX_STORED_RELATED or similarity > others[-1].score:
            removed += [row.pk for row in others[MAX_STORED_RELATED - 1 :]]
            inserted.append(RelatedArticle(article_id=other_id, related_id=pk, score=similarity))
    RelatedArticle.objects.filter(pk__in=removed).delete()
    RelatedArticle.objects.bulk_create(inserted, ignore_conflicts=True)
