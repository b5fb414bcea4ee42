"""Where stories are listed: written when they change, so that no page counts or sorts them.

A story's date stands also beside its tags and in its bylines (`listed_at`), and each month of the
archive knows how many stories it has. `announce` files every story that changed, in the same
transaction. What is filed is only where to look: whether readers may see a story is decided by
`published()` alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from newsroom.thai.dates import in_bangkok

# As many at once as any database takes in one statement.
BATCH = 500


def file_stories(ids: Iterable[int]) -> None:
    """List these stories anew where they belong now."""
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        _file(wanted[start : start + BATCH])


def public_months() -> list[tuple[date, int]]:
    """The first day of each month in which a story is public, and how many are; newest first."""
    from newsroom.articles.models import ArchiveMonth, Article

    counted = dict(ArchiveMonth.objects.order_by("-first_day").values_list("first_day", "stories"))
    for moment in Article.objects.scheduled().values_list("published_at", flat=True):
        counted[_month(moment)] = counted.get(_month(moment), 0) - 1
    return [(first_day, stories) for first_day, stories in counted.items() if stories > 0]


def changed_months() -> list[tuple[date, datetime | None]]:
    """Each month with a public story, and when one in it changed last; newest first."""
    from newsroom.articles.models import ArchiveMonth

    changed = dict(ArchiveMonth.objects.values_list("first_day", "changed_at"))
    return [(first_day, changed.get(first_day)) for first_day, _ in public_months()]


def newest_filed_at(belongings: QuerySet[Any]) -> QuerySet[Any]:
    """The date of the newest public story of these bylines or tags, for a `Subquery`."""
    public = belongings.filter(listed_at__lte=timezone.now())
    return public.order_by("-listed_at").values("listed_at")


def take_from_archive(instance: Any, **kwargs: Any) -> None:
    """A story is about to be deleted: its month has one less."""
    from newsroom.articles.models import Filed

    before = Filed.objects.filter(pk=instance.pk).values_list("listed_at", flat=True).first()
    if before:
        _count(Counter({_month(before): -1}))


def _file(ids: list[int]) -> None:
    from newsroom.articles.models import Article, Byline, Filed, TaggedArticle

    before = dict(Filed.objects.filter(pk__in=ids).values_list("pk", "listed_at"))
    stories = Article.objects.filter(pk__in=ids).with_listing_date()
    dates = dict(stories.values_list("pk", "listing_date"))
    months: Counter[date] = Counter()
    for pk, now in dates.items():
        for moment, number in ((before.get(pk), -1), (now, 1)):
            if moment:
                months[_month(moment)] += number
    moved = [pk for pk, now in dates.items() if pk not in before or before[pk] != now]
    Filed.objects.bulk_create(
        [Filed(article_id=pk, listed_at=dates[pk]) for pk in moved],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["listed_at"],
    )
    for model, story in ((Byline, "article_id"), (TaggedArticle, "content_object_id")):
        listed = Filed.objects.filter(pk=OuterRef(story)).values("listed_at")
        rows = model.objects.filter(**{f"{story}__in": ids}).values_list("pk", story, "listed_at")
        strayed = [pk for pk, of, listed_at in rows if listed_at != dates.get(of)]
        if strayed:
            model.objects.filter(pk__in=strayed).update(listed_at=Subquery(listed))
    _count(months)


def _month(moment: datetime) -> date:
    return in_bangkok(moment).date().replace(day=1)


@transaction.atomic
def _count(months: Counter[date]) -> None:
    """Add to the months' counts; a month with 0 in `months` only notes that it changed."""
    from newsroom.articles.models import ArchiveMonth

    if not months:
        return
    days = sorted(months)
    ArchiveMonth.objects.bulk_create(
        [ArchiveMonth(first_day=day) for day in days], ignore_conflicts=True
    )
    rows = ArchiveMonth.objects.filter(pk__in=days)
    # Locked in one order, so that two writers cannot wait for each other.
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    sums = [When(pk=day, then=F("stories") + number) for day, number in months.items()]
    rows.update(stories=Case(*sums, default=F("stories")), changed_at=timezone.now())
