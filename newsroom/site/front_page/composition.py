"""Composes the front page: the editors' selection first, then the newest articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from newsroom.articles.listings.cards import CARD_COLUMNS, ArticleCard, cards_for
from newsroom.articles.models import Article, Section
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.site.front_page.selection import FrontPageSelection, current_selection
from newsroom.site.models import MAX_PER_AREA
from newsroom.thai.dates import in_bangkok
from newsroom.web.page_cache.memo import memoize
from newsroom.web.prepared_queries import IdList, PreparedQuery

SECONDARY_COUNT = 4
LATEST_COUNT = 6
ARTICLES_PER_SECTION = 4
# A section has a block if it published as many articles in this time; the others a line each.
MIN_FRESH_ARTICLES, FRESH_FOR = 2, timedelta(days=30)
# Further sections are reached from the navigation and the footer.
MAX_SECTION_BLOCKS = 9
BLOCKS_PER_ROW = 3
# Newest articles that fill all of the page above the section blocks.
TOP_COUNT = 1 + SECONDARY_COUNT + LATEST_COUNT

# Ids that the prepared queries exclude: the selected articles, and every article above the
# section blocks.
_SELECTED = IdList(sum(MAX_PER_AREA.values()))
_SHOWN = IdList(TOP_COUNT + sum(MAX_PER_AREA.values()))


def _newest(now: datetime, excluded_ids: Iterable[int]) -> ArticleQuerySet:
    return Article.objects.published(now).exclude(pk__in=list(excluded_ids)).newest_first()


def _sections_with_newest(now: datetime, shown: Sequence[int]) -> QuerySet[Section, Any]:
    """Rows of a section's id and the ids of its newest articles, None where it has fewer."""
    newest = _newest(now, shown).filter(section=OuterRef("pk")).values("pk")
    columns = {
        f"article_{index}": Subquery(newest[index : index + 1])
        for index in range(ARTICLES_PER_SECTION)
    }
    return Section.objects.annotate(**columns).order_by().values_list("pk", *columns)


_NEWEST_CARDS = PreparedQuery(
    lambda now, selected: (
        _newest(now, selected).values_list(*CARD_COLUMNS)[:TOP_COUNT]
    ),
    now=datetime, selected=_SELECTED,
)  # fmt: skip
_NEWEST_IN_SECTIONS = PreparedQuery(_sections_with_newest, now=datetime, shown=_SHOWN)


@dataclass
class SectionBlock:
    """A section and its newest articles that are not shown above the blocks."""

    section: Section
    articles: list[ArticleCard]


@dataclass
class FrontPage:
    """The content of the front page; no article is on it twice."""

    lead: ArticleCard | None
    secondary: list[ArticleCard]
    pinned: list[ArticleCard]
    latest: list[ArticleCard]
    blocks: list[SectionBlock]
    # Sections without enough fresh articles for a block, with the newest of each.
    others: list[SectionBlock]


def front_page(sections: list[Section], selection: FrontPageSelection | None = None) -> FrontPage:
    """Compose the front page from `selection` (default: the stored one) and the newest articles.

    If no lead is selected, the newest article with a photo becomes the lead.
    """
    selection = selection or memoize("front page selection", current_selection)
    leads, pinned = selection.public_cards()
    selected_ids = [card.pk for card in (*leads, *pinned)]
    rows = _NEWEST_CARDS(now=timezone.now(), selected=selected_ids)
    newest = [ArticleCard(row) for row in rows]
    if not leads:
        candidates = newest[: 1 + SECONDARY_COUNT]
        leads = [card for card in candidates if card.lead_photo][:1] or newest[:1]
    lead = leads[0] if leads else None
    rest = [card for card in newest if card is not lead]
    secondary = [*leads[1:], *rest][:SECONDARY_COUNT]
    latest = [card for card in rest if card not in secondary][: LATEST_COUNT - len(pinned)]
    shown = [*leads[:1], *secondary, *pinned, *latest]
    fresh, others = _section_blocks(sections, shown)
    return FrontPage(lead, secondary, pinned, latest, fresh, others)


def _section_blocks(
    sections: list[Section], shown: list[ArticleCard]
) -> tuple[list[SectionBlock], list[SectionBlock]]:
    """The sections with fresh articles and the others; two queries however many there are."""
    now = timezone.now()
    rows = _NEWEST_IN_SECTIONS(now=now, shown=[card.pk for card in shown])
    ids_by_section = {section_id: [pk for pk in ids if pk] for section_id, *ids in rows}
    cards = {
        card.pk: card for card in cards_for(pk for ids in ids_by_section.values() for pk in ids)
    }
    blocks = [
        SectionBlock(section, [cards[pk] for pk in ids_by_section[section.pk] if pk in cards])
        for section in sections
        if ids_by_section.get(section.pk)
    ]
    counts = Counter(
        card.section.slug
        for card in (*shown, *cards.values())
        if card.section and card.published_at and now - card.published_at <= FRESH_FOR
    )
    fresh = [block for block in blocks if counts[block.section.slug] >= MIN_FRESH_ARTICLES]
    fresh = fresh[: _row_end(min(len(fresh), MAX_SECTION_BLOCKS))]
    return fresh, [block for block in blocks if block not in fresh]


def _row_end(count: int) -> int:
    """As many blocks as fill whole rows, if there is more than one row."""
    return count - count % BLOCKS_PER_ROW if count > BLOCKS_PER_ROW else count


def next_midnight() -> datetime:
    """When the date in the masthead of the front page changes."""
    today = in_bangkok(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
