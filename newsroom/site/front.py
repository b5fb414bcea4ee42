"""What stands where on the front page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.teasers import Teaser, first_teasers, teasers
from newsroom.site.frontdesk import Arrangement, arrangement
from newsroom.thai.dates import in_bangkok

SECONDARY = 4
LATEST = 4
IN_SECTION = 4
# The desks of a daily fit; those behind them have their own pages and stand at the page's foot.
BLOCKS = 9
# Enough of the newest stories to fill the page's top.
TOP = 1 + SECONDARY + LATEST


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
    leads, pinned = (picks or arrangement()).shown()
    picked = [story.pk for story in (*leads, *pinned)]
    newest = first_teasers(Article.objects.published().exclude(pk__in=picked).newest_first(), TOP)
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
    newest = Article.objects.published().exclude(pk__in=shown).newest_first()
    of_section = newest.filter(section=OuterRef("pk")).values("pk")
    places = {
        f"story_{place}": Subquery(of_section[place : place + 1]) for place in range(IN_SECTION)
    }
    rows = Section.objects.annotate(**places).values_list("pk", *places)
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
