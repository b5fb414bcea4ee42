"""Public stories whole, as their pages and feeds show them: four short questions, written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from newsroom.articles.models import Article, Byline, Credit, TaggedArticle
from newsroom.web.prepared import Prepared

# As many at once as the longest feed has.
AT_ONCE = 30
_PLACES = {f"story_{place}": int for place in range(AT_ONCE)}

_STORIES = Prepared(
    lambda now, **ids: (
        Article.objects.published_among(ids.values(), now)
        .select_related("section", "lead_photo")
        # Readers get `body_rendered`.
        .defer("body", "plain_text")
    ),
    now=datetime, **_PLACES,
)  # fmt: skip
_BYLINES = Prepared(
    lambda **ids: Byline.objects.filter(article__in=ids.values()).select_related("author__photo"),
    **_PLACES,
)
_CREDITS = Prepared(lambda **ids: Credit.objects.filter(article__in=ids.values()), **_PLACES)
_TAGGED = Prepared(
    lambda **ids: (
        TaggedArticle.objects.filter(content_object__in=ids.values())
        .select_related("tag")
        .order_by("tag__sort_key", "tag_id")
    ),
    **_PLACES,
)


def story_to_read(pk: int) -> Article | None:
    """The public story of this number with all that its page shows; None if there is none."""
    return next(iter(stories_to_read([pk])), None)


def stories_to_read(ids: Iterable[int]) -> list[Article]:
    """The public ones of up to `AT_ONCE` stories, in this order, with all that readers see."""
    wanted = list(ids)
    if not wanted:
        return []
    # Always as many, for questions that are written once: the last one again and again.
    places = dict(zip(_PLACES, wanted + wanted[-1:] * (AT_ONCE - len(wanted)), strict=True))
    found = {story.pk: story for story in _STORIES(now=timezone.now(), **places)}
    if not found:
        return []
    bylines = _by_story(_BYLINES(**places), "article_id")
    credits = _by_story(_CREDITS(**places), "article_id")
    tagged = _by_story(_TAGGED(**places), "content_object_id")
    for pk, story in found.items():
        story.byline, story.credit_lines = bylines[pk], credits[pk]
        story.tag_list = [row.tag for row in tagged[pk]]
    return [found[pk] for pk in wanted if pk in found]


def _by_story(rows: list[Any], name: str) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
