"""The lists of public stories, newest first: a section's, a tag's, an author's, a month's.

Each is one walk along one index that has its order; what to show of the few stories on a page is
asked by their numbers (`teasers`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.articles.filing import PAPER, list_name, months_of
from newsroom.articles.models import Article, Author, Byline, Section, Tag, TaggedArticle
from newsroom.thai.dates import in_bangkok, start_of_month
from newsroom.web.pages import kept
from newsroom.web.paging import PER_PAGE
from newsroom.web.prepared import Kind, Prepared

# A page and one more, which tells that there is another page.
WINDOW = PER_PAGE + 1
# Further down the months tell where to begin, so that no page walks a list from its top.
DEEP = 600
Numbers = QuerySet[Any, int]


class _Question:
    """What a list asks: all of it until a moment, and a window on that.

    `moment` is the field that has a story's date where the list is kept.
    """

    def __init__(self, build: Callable[..., Numbers], moment: str, **kinds: Kind) -> None:
        self.build, self.moment = build, moment
        self.window = Prepared(
            lambda first, **values: build(**values)[first : first + WINDOW],
            first=int, now=datetime, **kinds,
        )  # fmt: skip


class StoryList:
    """The numbers of stories in a list, a page at a time (`newsroom.web.paging`).

    `name` is the list's in `ListMonth`; a list without one is walked and counted.
    """

    def __init__(self, question: _Question, name: str | None = None, **values: Any) -> None:
        self._question, self._name, self._values = question, name, values

    def window(self, first: int, most: int) -> list[int]:
        """Up to `most` numbers (no more than `WINDOW`) from this place on."""
        now = timezone.now()
        if first >= DEEP and self._name is not None:
            first, now = self._begin(first, now)
        return self._question.window(first=first, now=now, **self._values)[:most]

    def count(self, most: int) -> tuple[int, bool]:
        """How many there are; or `most`, and that they are more."""
        if self._name is not None:
            return sum(stories for _, stories in self._months()), False
        public = self._question.build(now=timezone.now(), **self._values)[: most + 1]
        counted = kept(("length", *self._values.values(), most), public.count)
        return min(counted, most), counted > most

    def _begin(self, first: int, now: datetime) -> tuple[int, datetime]:
        """The place `first` of all, as a place among those not newer than a moment."""
        for first_day, stories in self._months():
            if first < stories:
                # The first month is this one, of which only what is public by now counts.
                end = start_of_month(first_day.year, first_day.month)[1] - timedelta.resolution
                return first, min(end, now)
            first -= stories
        return first, datetime.min.replace(tzinfo=UTC)

    def _months(self) -> list[tuple[date, int]]:
        """This month and those before it, with their public stories; asked once until pages change."""
        return kept(("months of a list", self._name), self._count_months)

    def _count_months(self) -> list[tuple[date, int]]:
        now = timezone.now()
        this = in_bangkok(now).date().replace(day=1)
        start, _ = start_of_month(this.year, this.month)
        # Months count what is scheduled, too; but none of that is in a month that is over.
        public = self._question.build(now=now, **self._values)
        since = public.filter(**{f"{self._question.moment}__gte": start}).count()
        before = [row for row in months_of(str(self._name)) if row[0] < this]
        return [(this, since), *before]


def of_the_paper() -> StoryList:
    """Every public story."""
    return StoryList(_ALL, PAPER)


def of_section(section: Section) -> StoryList:
    """Stories filed in a section."""
    return StoryList(_OF_SECTION, list_name("section", section.pk), section=section.pk)


def of_tag(tag: Tag) -> StoryList:
    """Stories that carry a tag."""
    return StoryList(_OF_TAG, list_name("tag", tag.pk), tag=tag.pk)


def of_author(author: Author) -> StoryList:
    """Stories with an author in the byline, in whatever role."""
    return StoryList(_OF_AUTHOR, list_name("author", author.pk), author=author.pk)


def between(start: datetime, end: datetime) -> StoryList:
    """Stories dated from `start` until just before `end`."""
    return StoryList(_BETWEEN, start=start, end=end)


def _newest(now: datetime, **among: Any) -> Numbers:
    public = Article.objects.published(now).filter(**among)
    return public.newest_first().values_list("pk", flat=True)


def _filed(belongings: Any, now: datetime, story: str) -> Numbers:
    """Along the index of what belongs to stories (`filing`), in the order of `newest_first`."""
    public = belongings.filter(listed_at__lte=now)
    # Distinct, for a story in which an author has two roles.
    return public.order_by("-listed_at", f"-{story}").values_list(story, flat=True).distinct()


_ALL = _Question(_newest, "published_at")
_OF_SECTION = _Question(_newest, "published_at", section=int)
_OF_TAG = _Question(
    lambda tag, now: _filed(TaggedArticle.objects.filter(tag=tag), now, "content_object_id"),
    "listed_at", tag=int,
)  # fmt: skip
_OF_AUTHOR = _Question(
    lambda author, now: _filed(Byline.objects.filter(author=author), now, "article_id"),
    "listed_at", author=int,
)  # fmt: skip
_BETWEEN = _Question(
    lambda start, end, now: _newest(now, published_at__gte=start, published_at__lt=end),
    "published_at", start=datetime, end=datetime,
)  # fmt: skip
