"""The lists of public stories, newest first: a section's, a tag's, an author's, a month's.

Each is one walk along one index that has its order; what to show of the few stories on a page is
asked by their numbers (`teasers`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from newsroom.web.pages import kept
from newsroom.web.paging import PER_PAGE
from newsroom.web.prepared import Kind, Prepared

# A page and one more, which tells that there is another page.
WINDOW = PER_PAGE + 1
Numbers = QuerySet[Any, int]


class _Question:
    """What a list asks: the whole of it, and a window on it."""

    def __init__(self, build: Callable[..., Numbers], **kinds: Kind) -> None:
        self.build = build
        self.window = Prepared(
            lambda first, **values: build(**values)[first : first + WINDOW],
            first=int, now=datetime, **kinds,
        )  # fmt: skip


class StoryList:
    """The numbers of stories in a list, a page at a time (`newsroom.web.paging`)."""

    def __init__(self, question: _Question, **values: Any) -> None:
        self._question, self._values = question, values

    def window(self, first: int, most: int) -> list[int]:
        """Up to `most` numbers (no more than `WINDOW`) from this place on."""
        return self._question.window(first=first, now=timezone.now(), **self._values)[:most]

    def count(self, most: int) -> int:
        """How many there are, or `most`; counted once until pages change."""
        name = ("length of a list", id(self._question), *self._values.values(), most)
        return kept(name, lambda: self._count(most))

    def _count(self, most: int) -> int:
        return self._question.build(now=timezone.now(), **self._values)[:most].count()


def of_the_paper() -> StoryList:
    """Every public story."""
    return StoryList(_ALL)


def of_section(section: Section) -> StoryList:
    """Stories filed in a section."""
    return StoryList(_OF_SECTION, section=section.pk)


def of_tag(tag: Tag) -> StoryList:
    """Stories that carry a tag."""
    return StoryList(_OF_TAG, tag=tag.pk)


def of_author(author: Author) -> StoryList:
    """Stories with an author in the byline, in whatever role."""
    return StoryList(_OF_AUTHOR, author=author.pk)


def between(start: datetime, end: datetime) -> StoryList:
    """Stories dated from `start` until just before `end`."""
    return StoryList(_BETWEEN, start=start, end=end)


def _filed(belongings: Any, now: datetime, story: str) -> Numbers:
    """Along the index of what belongs to stories (`filing`), in the order of `newest_first`."""
    public = belongings.filter(listed_at__lte=now)
    # Distinct, for a story in which an author has two roles.
    return public.order_by("-listed_at", f"-{story}").values_list(story, flat=True).distinct()


def _newest(now: datetime, **among: Any) -> Numbers:
    public = Article.objects.published(now).filter(**among)
    return public.newest_first().values_list("pk", flat=True)


_ALL = _Question(_newest)
_OF_SECTION = _Question(_newest, section=int)
_OF_TAG = _Question(
    lambda tag, now: _filed(TaggedArticle.objects.filter(tag=tag), now, "content_object_id"),
    tag=int,
)
_OF_AUTHOR = _Question(
    lambda author, now: _filed(Byline.objects.filter(author=author), now, "article_id"),
    author=int,
)
_BETWEEN = _Question(
    lambda start, end, now: _newest(now, published_at__gte=start, published_at__lt=end),
    start=datetime, end=datetime,
)  # fmt: skip
