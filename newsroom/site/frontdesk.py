"""Reading and writing what editors arranged for the front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsroom.articles.changes import announce
from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.articles.teasers import Teaser, teasers
from newsroom.site.models import SiteIdentity
from newsroom.site.picks import BreakingNews, FrontPick

Kind = FrontPick.Kind


@dataclass
class Arrangement:
    """The ids of the picked stories, in order, whatever state they are in."""

    lead: list[int] = field(default_factory=list)
    pinned: list[int] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """Everything picked."""
        return [*self.lead, *self.pinned]

    @property
    def stamp(self) -> str:
        """Says in a form which arrangement the editor had seen."""
        return f"{','.join(map(str, self.lead))};{','.join(map(str, self.pinned))}"

    def shown(self) -> tuple[list[Teaser], list[Teaser]]:
        """The leads and the pins that readers may see now, with one query or none."""
        if not self.ids:
            return [], []
        public = {story.pk: story for story in teasers(self.ids)}
        return (
            [public[pk] for pk in self.lead if pk in public],
            [public[pk] for pk in self.pinned if pk in public],
        )


def arrangement() -> Arrangement:
    """What is arranged."""
    found = Arrangement()
    for pick in FrontPick.objects.order_by("kind", "position"):
        (found.lead if pick.kind == Kind.LEAD else found.pinned).append(pick.article_id)
    return found


@transaction.atomic
def arrange(wanted: Arrangement, *, by: Any) -> None:
    """Put these stories on the front page in place of what was picked before."""
    before = arrangement()
    if before == wanted:
        return
    FrontPick.objects.all().delete()
    FrontPick.objects.bulk_create(
        FrontPick(kind=kind, position=place, article_id=pk, picked_by=by)
        for kind, ids in ((Kind.LEAD, wanted.lead), (Kind.PINNED, wanted.pinned))
        for place, pk in enumerate(ids)
    )
    announce({*before.ids, *wanted.ids})


@transaction.atomic
def set_breaking(*, text: str, article: Article | None, expires_at: datetime, by: Any) -> None:
    """Show the bar over every page until `expires_at`."""
    BreakingNews.objects.update_or_create(
        identity=_identity(),
        defaults={
            "text": text,
            "article": article,
            "expires_at": expires_at,
            "set_by": by,
            "set_at": timezone.now(),
        },
    )


def clear_breaking() -> None:
    """Take the bar down at once."""
    BreakingNews.objects.all().delete()


def breaking() -> BreakingNews | None:
    """The bar that was set, shown or not."""
    rows = BreakingNews.objects.select_related("article")
    return rows.defer(*(f"article__{name}" for name in LONG_TEXTS)).first()


def bar_ends() -> datetime | None:
    """When the bar goes from every page by itself."""
    live = BreakingNews.objects.filter(expires_at__gt=timezone.now())
    return live.values_list("expires_at", flat=True).first()


def _identity() -> SiteIdentity:
    site = SiteIdentity.current()
    if site._state.adding:
        site.save()
    return site
