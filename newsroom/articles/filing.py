"""Where stories are listed: written when they change, so that no page counts or sorts them.

A story's date stands also beside its tags and in its bylines (`listed_at`), and each list knows how
many stories it has in each month. `announce` files every story that changed, in the same
transaction. What is filed is only where to look: whether readers may see a story is decided by
`published()` alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from newsroom.thai.dates import in_bangkok
from newsroom.web.prepared import Prepared

# As many at once as any database takes in one statement.
BATCH = 500
# The list of every story.
PAPER = ""

Month = tuple[str, date]


class Place(NamedTuple):
    """Where a story is counted: under its date in the paper, and in these lists."""

    listed_at: datetime | None
    lists: str

    @property
    def months(self) -> set[Month]:
        """The months of lists that count it."""
        if self.listed_at is None:
            return set()
        month = _month(self.listed_at)
        return {(name, month) for name in (PAPER, *self.lists.split())}


_NOWHERE = Place(None, "")


def list_name(kind: str, pk: int) -> str:
    """What a list is called in `ListMonth`: `tag:12`."""
    return f"{kind}:{pk}"


def file_stories(ids: Iterable[int]) -> None:
    """List these stories anew where they belong now."""
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        _file(wanted[start : start + BATCH])


def public_months() -> list[tuple[date, int]]:
    """The first day of each month in which a story is public, and how many are; newest first."""
    from newsroom.articles.models import Article

    counted = dict(months_of(PAPER))
    for moment in Article.objects.scheduled().values_list("published_at", flat=True):
        counted[_month(moment)] = counted.get(_month(moment), 0) - 1
    return [(first_day, stories) for first_day, stories in counted.items() if stories > 0]


def changed_months() -> list[tuple[date, datetime | None]]:
    """Each month with a public story, and when one in it changed last; newest first."""
    from newsroom.articles.models import ListMonth

    months = ListMonth.objects.filter(list=PAPER)
    changed = dict(months.values_list("first_day", "changed_at"))
    return [(first_day, changed.get(first_day)) for first_day, _ in public_months()]


def months_of(name: str) -> list[tuple[date, int]]:
    """The months of a list that have stories, scheduled ones included, newest first."""
    return _MONTHS(name=name)


def _months(name: str) -> QuerySet[Any, Any]:
    from newsroom.articles.models import ListMonth

    rows = ListMonth.objects.filter(list=name, stories__gt=0).order_by("-first_day")
    return rows.values_list("first_day", "stories")


_MONTHS = Prepared(_months, name=str)


def newest_filed_at(belongings: QuerySet[Any]) -> QuerySet[Any]:
    """The date of the newest public story of these bylines or tags, for a `Subquery`."""
    public = belongings.filter(listed_at__lte=timezone.now())
    return public.order_by("-listed_at").values("listed_at")


def take_from_lists(instance: Any, **kwargs: Any) -> None:
    """A story is about to be deleted: its months have one less."""
    before = _where_filed([instance.pk]).get(instance.pk, _NOWHERE)
    _count(Counter(dict.fromkeys(before.months, -1)))


@transaction.atomic
def _file(ids: list[int]) -> None:
    from newsroom.articles.models import Byline, Filed, TaggedArticle

    before = _where_filed(ids)
    now = _where_to_file(ids)
    sums: Counter[Month] = Counter()
    for pk, place in now.items():
        for months, number in ((before.get(pk, _NOWHERE).months, -1), (place.months, 1)):
            for month in months:
                sums[month] += number
    moved = [pk for pk, place in now.items() if before.get(pk) != place]
    Filed.objects.bulk_create(
        [Filed(article_id=pk, listed_at=now[pk].listed_at, lists=now[pk].lists) for pk in moved],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["listed_at", "lists"],
    )
    for model, story in ((Byline, "article_id"), (TaggedArticle, "content_object_id")):
        listed = Filed.objects.filter(pk=OuterRef(story)).values("listed_at")
        rows = model.objects.filter(**{f"{story}__in": ids}).values_list("pk", story, "listed_at")
        strayed = [pk for pk, of, listed_at in rows if listed_at != now[of].listed_at]
        if strayed:
            model.objects.filter(pk__in=strayed).update(listed_at=Subquery(listed))
    # Of the paper's months also those that lost and won nothing: something in them has changed.
    _count(Counter({key: number for key, number in sums.items() if number or key[0] == PAPER}))


def _where_filed(ids: list[int]) -> dict[int, Place]:
    """Where these stories are counted; nobody else files them until this transaction ends."""
    from newsroom.articles.models import Filed

    rows = Filed.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    return {row.pk: Place(row.listed_at, row.lists) for row in rows}


def _where_to_file(ids: list[int]) -> dict[int, Place]:
    from newsroom.articles.models import Article, Byline, TaggedArticle

    names: defaultdict[int, set[str]] = defaultdict(set)
    bylines = Byline.objects.filter(article__in=ids)
    for story, author in bylines.order_by().values_list("article_id", "author_id"):
        names[story].add(list_name("author", author))
    tagged = TaggedArticle.objects.filter(content_object__in=ids)
    for story, tag in tagged.values_list("content_object_id", "tag_id"):
        names[story].add(list_name("tag", tag))
    stories = Article.objects.filter(pk__in=ids).with_listing_date()
    found = {}
    for pk, moment, section in stories.values_list("pk", "listing_date", "section_id"):
        if section:
            names[pk].add(list_name("section", section))
        found[pk] = Place(moment, " ".join(sorted(names[pk])))
    return found


def _month(moment: datetime) -> date:
    return in_bangkok(moment).date().replace(day=1)


def _count(sums: Counter[Month]) -> None:
    """Add to the months' counts, in one order: so two writers cannot wait for each other."""
    from newsroom.articles.models import ListMonth

    table = connection.ops.quote_name(ListMonth._meta.db_table)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = sorted(sums.items())
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(part))
            values: list[Any] = []
            for (name, first_day), number in part:
                values += [name, connection.ops.adapt_datefield_value(first_day), number, now]
            cursor.execute(
                f"INSERT INTO {table} (list, first_day, stories, changed_at) VALUES {places} "  # noqa: S608
                "ON CONFLICT (list, first_day) DO UPDATE SET "
                f"stories = {table}.stories + excluded.stories, changed_at = excluded.changed_at",
                values,
            )
