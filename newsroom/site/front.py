"""What stands where on the front page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from newsroom.articles.models import Article, Section
from newsroom.articles.teasers import Teaser, first_teasers, teasers
from newsroom.thai.dates import in_bangkok

SECONDARY = 4
LATEST = 8
IN_SECTION = 4
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
    latest: list[Teaser]
    blocks: list[SectionBlock]


def front_page(sections: list[Section]) -> FrontPage:
    """Fill the front page: the newest story with a photo leads, the newest others follow."""
    newest = first_teasers(Article.objects.published().newest_first(), TOP)
    lead = next((story for story in newest[: 1 + SECONDARY] if story.lead_photo), None)
    lead = lead or (newest[0] if newest else None)
    rest = [story for story in newest if story is not lead]
    blocks = _blocks(sections, [story.pk for story in newest])
    return FrontPage(lead, rest[:SECONDARY], rest[SECONDARY:], blocks)


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
    return [
        SectionBlock(section, [stories[pk] for pk in ids[section.pk] if pk in stories])
        for section in sections
        if ids.get(section.pk)
    ]


def next_day() -> datetime:
    """When the front page must show another date."""
    today = in_bangkok(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
