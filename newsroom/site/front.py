"""What stands where on the front page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.articles.teasers import COLUMNS, Teaser, teasers
from newsroom.site.frontdesk import Arrangement, arrangement
from newsroom.site.picks import FrontPick
from newsroom.thai.dates import in_bangkok
from newsroom.web.pages import kept
from newsroom.web.prepared import Prepared

SECONDARY = 4
LATEST = 4
IN_SECTION = 4
# The desks of a daily fit; those behind them have their own pages and stand at the page's foot.
BLOCKS = 9
# Enough of the newest stories to fill the page's top.
TOP = 1 + SECONDARY + LATEST


# Stories that a question passes over, each in a place of its own: editors' picks, and all that
# stands at the top.
_PICKED = [f"picked_{place}" for place in range(sum(FrontPick.MOST.values()))]
_SHOWN = [f"shown_{place}" for place in range(TOP + len(_PICKED))]


def _newest(now: datetime, besides: Iterable[int]) -> ArticleQuerySet:
    return Article.objects.published(now).exclude(pk__in=list(besides)).newest_first()


def _first_of_each(now: datetime, **besides: int) -> QuerySet[Section, Any]:
    """Each section with its newest stories."""
    newest = _newest(now, besides.values()).filter(section=OuterRef("pk")).values("pk")
    places = {f"story_{place}": Subquery(newest[place : place + 1]) for place in range(IN_SECTION)}
    return Section.objects.annotate(**places).order_by().values_list("pk", *places)


_NEWEST = Prepared(
    lambda now, **picked: _newest(now, picked.values()).values_list(*COLUMNS)[:TOP],
    now=datetime, **dict.fromkeys(_PICKED, int),
)  # fmt: skip
_IN_SECTIONS = Prepared(_first_of_each, now=datetime, **dict.fromkeys(_SHOWN, int))


def _named(ids: list[int], places: list[str]) -> dict[str, int]:
    """A story for each place; no story has the number 0."""
    return dict(zip(places, ids + [0] * (len(places) - len(ids)), strict=True))


@dataclass
class SectionBlock:
    """A section and its newest stories that stand nowhere else on the page."""

    section: Section
    stories: list[Teaser]


@dataclass
class FrontPage:
    """The front page; no story stands on it twice."""

    lead: Teaser | None
    secondary: list[Teaser]
    pinned: list[Teaser]
    latest: list[Teaser]
    blocks: list[SectionBlock]


def front_page(sections: list[Section], picks: Arrangement | None = None) -> FrontPage:
    """Fill the front page: what editors picked first (`picks`, else what is stored), then the newest.

    Without a picked lead the newest story with a photo leads.
    """
    leads, pinned = (picks or kept("front picks", arrangement)).shown()
    picked = [story.pk for story in (*leads, *pinned)]
    newest = [Teaser(row) for row in _NEWEST(now=timezone.now(), **_named(picked, _PICKED))]
    if not leads:
        leads = [story for story in newest[: 1 + SECONDARY] if story.lead_photo][:1] or newest[:1]
    lead = leads[0] if leads else None
    rest = [story for story in newest if story is not lead]
    secondary = [*leads[1:], *rest][:SECONDARY]
    latest = [story for story in rest if story not in secondary][: LATEST - len(pinned)]
    shown = [lead.pk] if lead else []
    shown += [story.pk for story in (*secondary, *pinned, *latest)]
    return FrontPage(lead, secondary, pinned, latest, _blocks(sections, shown))


def _blocks(sections: list[Section], shown: list[int]) -> list[SectionBlock]:
    """Each section's newest stories, in two queries however many sections and stories there are."""
    rows = _IN_SECTIONS(now=timezone.now(), **_named(shown, _SHOWN))
    ids = {section: [pk for pk in found if pk] for section, *found in rows}
    wanted = [pk for found in ids.values() for pk in found]
    stories = {story.pk: story for story in teasers(wanted)}
    blocks = [
        SectionBlock(section, [stories[pk] for pk in ids[section.pk] if pk in stories])
        for section in sections
        if ids.get(section.pk)
    ]
    return blocks[:BLOCKS]


def next_day() -> datetime:
    """When the front page must show another date."""
    today = in_bangkok(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
