"""Stories that go with a story: rare tags and rare pieces of the headline in common, newer first.

Found when a story is saved, never when it is read. The new story finds the old ones, and comes to
stand under the old ones that it fits better than what stands there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from newsroom.articles.models import TaggedArticle
from newsroom.search.analysis import grams, squeeze
from newsroom.search.engines import Narrow, engine
from newsroom.search.models import RelatedStory, SearchText
from newsroom.web import pages

KEPT = 6
RAREST_TAGS = 4
# A tag that more stories than this carry says little, and reading them all costs much.
COMMONEST_TAG = 2000
NEWEST_OF_A_TAG = 60
RAREST_GRAMS = 8
FROM_TITLES = 40
BATCH = 100
# What counts for how much; a shared tag as much as a headline half alike.
TAG, TITLE, SECTION, NEWNESS = 1.0, 2.0, 0.1, 0.4
YEAR = 365 * 86400
LEAST = 0.35


class _Story(NamedTuple):
    """What relating needs of a story."""

    pk: int
    title: str
    section: int | None
    when: datetime | None


def _stories(ids: Iterable[int]) -> dict[int, _Story]:
    rows = SearchText.objects.filter(pk__in=list(ids)).values_list(
        "pk", "title", "section_id", "visible_from"
    )
    return {row[0]: _Story(row[0], squeeze(row[1]), *row[2:]) for row in rows}


def relate(ids: Iterable[int]) -> None:
    """Find what goes with each of these stories, and put them under what they go with."""
    for story in _stories(ids).values():
        found = _related_to(story)
        RelatedStory.objects.filter(article_id=story.pk, is_picked=False).delete()
        # Another process may have related the same two at the same time.
        RelatedStory.objects.bulk_create(
            [
                RelatedStory(article_id=story.pk, related_id=pk, score=score)
                for pk, score in found.items()
            ],
            ignore_conflicts=True,
        )
        _join(story.pk, found)
    pages.changed()


def relate_all() -> Iterator[int]:
    """Relate every story again; yields how many are done."""
    done = 0
    ids = list(SearchText.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            relate(ids[start : start + BATCH])
        done += len(ids[start : start + BATCH])
        yield done


def _related_to(story: _Story) -> dict[int, float]:
    now = timezone.now()
    scores = _by_tags(story.pk)
    for pk, alike in _by_title(story, now).items():
        scores[pk] += alike
    scores.pop(story.pk, None)
    others = _stories(scores)
    for pk, other in others.items():
        scores[pk] += SECTION * (other.section is not None and other.section == story.section)
        if other.when is not None:
            apart = abs((other.when - (story.when or now)).total_seconds())
            scores[pk] *= 1 + NEWNESS * math.exp(-apart / YEAR)
    best = sorted(
        ((score, pk) for pk, score in scores.items() if score >= LEAST and pk in others),
        reverse=True,
    )
    return {pk: score for score, pk in best[:KEPT]}


def _by_tags(pk: int) -> defaultdict[int, float]:
    """Stories that carry a rare tag of this one: the rarer, the more it says."""
    scores: defaultdict[int, float] = defaultdict(float)
    tags = TaggedArticle.objects.filter(content_object_id=pk).values("tag_id")
    counts = (
        TaggedArticle.objects.filter(tag_id__in=tags)
        .values_list("tag_id")
        .annotate(stories=Count("pk"))
        .order_by("stories")[:RAREST_TAGS]
    )
    for tag, stories in counts:
        if 1 < stories <= COMMONEST_TAG:
            carriers = TaggedArticle.objects.filter(tag_id=tag).order_by("-content_object_id")
            for other in carriers.values_list("content_object_id", flat=True)[:NEWEST_OF_A_TAG]:
                scores[other] += TAG / math.log2(2 + stories)
    return scores


def _by_title(story: _Story, now: datetime) -> dict[int, float]:
    """Stories whose headlines share rare pieces with this one's: the share, by rarity, of all."""
    asked = grams(story.title)
    frequency = engine().frequencies(asked)
    # Pieces that no other story has say nothing.
    known = sorted((count, gram) for gram, count in frequency.items() if count > 1)[:RAREST_GRAMS]
    if not known:
        return {}
    weights = {gram: 1 / math.log2(2 + count) for count, gram in known}
    most = sum(weights.values())
    found = engine().having_some("title", weights, Narrow(at=now), FROM_TITLES)
    return {pk: TITLE * (weight / most) ** 2 for pk, weight in found}


def _join(pk: int, found: dict[int, float]) -> None:
    """Put a story under those it goes with, where it is better than the last that stand there."""
    rows = RelatedStory.objects.filter(article_id__in=found, is_picked=False)
    standing: defaultdict[int, list[RelatedStory]] = defaultdict(list)
    for row in rows.order_by("-score"):
        standing[row.article_id].append(row)
    new, gone = [], []
    for other, score in found.items():
        kept = [row for row in standing[other] if row.related_id != pk]
        gone += [row.pk for row in standing[other] if row.related_id == pk]
        if len(kept) < KEPT or score > kept[-1].score:
            gone += [row.pk for row in kept[KEPT - 1 :]]
            new.append(RelatedStory(article_id=other, related_id=pk, score=score))
    RelatedStory.objects.filter(pk__in=gone).delete()
    RelatedStory.objects.bulk_create(new, ignore_conflicts=True)
