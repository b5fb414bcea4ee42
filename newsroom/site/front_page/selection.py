"""Reads and writes what editors selected for the front page, and the breaking news bar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.articles.signals import notify_articles_changed
from newsroom.site.models import BreakingNews, FrontPageArea, FrontPageArticle, SiteSettings


@dataclass
class FrontPageSelection:
    """The ids of the selected articles, in order, whatever state the articles are in."""

    lead: list[int] = field(default_factory=list)
    pinned: list[int] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """The ids of all areas."""
        return [*self.lead, *self.pinned]

    def in_area(self, area: FrontPageArea) -> list[int]:
        """The list of one area; the selection's own, to be changed in place."""
        return self.lead if area == FrontPageArea.LEAD else self.pinned

    def public_cards(self) -> tuple[list[ArticleCard], list[ArticleCard]]:
        """Cards of the leads and pins that readers may see now; at most one query."""
        if not self.ids:
            return [], []
        cards = {card.pk: card for card in cards_for(self.ids)}
        return (
            [cards[pk] for pk in self.lead if pk in cards],
            [cards[pk] for pk in self.pinned if pk in cards],
        )


def current_selection() -> FrontPageSelection:
    """The stored selection."""
    selection = FrontPageSelection()
    rows = FrontPageArticle.objects.order_by("area", "position").values_list("area", "article_id")
    for area, article_id in rows:
        selection.in_area(FrontPageArea(area)).append(article_id)
    return selection


def current_version() -> str:
    """Identifies the stored selection and bar; an editor's form says which version it began with."""
    selection, bar = current_selection(), get_breaking_news()
    lists = (",".join(map(str, ids)) for ids in (selection.lead, selection.pinned))
    return ";".join([*lists, str(bar.updated_at.timestamp()) if bar else ""])


def lock_front_page() -> None:
    """Make other callers of this function wait until the current transaction ends.

    PostgreSQL locks the row of the site's settings. On SQLite a transaction holds the database's
    write lock from its beginning (`transaction_mode` IMMEDIATE), so nothing is left to do.
    """
    SiteSettings.objects.select_for_update().get_or_create(pk=1)


@transaction.atomic
def save_selection(selection: FrontPageSelection, *, by: User | None) -> None:
    """Replace the stored selection."""
    previous = current_selection()
    if previous == selection:
        return
    FrontPageArticle.objects.all().delete()
    FrontPageArticle.objects.bulk_create(
        FrontPageArticle(area=area, position=position, article_id=article_id, user=by)
        for area in FrontPageArea
        for position, article_id in enumerate(selection.in_area(area))
    )
    notify_articles_changed({*previous.ids, *selection.ids})


@transaction.atomic
def set_breaking_news(
    *, text: str, article: Article | None, expires_at: datetime, by: User | None
) -> None:
    """Show the bar on every page until `expires_at`."""
    site_settings, _ = SiteSettings.objects.get_or_create(pk=1)
    BreakingNews.objects.update_or_create(
        site_settings=site_settings,
        defaults={
            "text": text,
            "article": article,
            "expires_at": expires_at,
            "user": by,
            "updated_at": timezone.now(),
        },
    )


def clear_breaking_news() -> None:
    """Remove the bar at once."""
    BreakingNews.objects.all().delete()


def get_breaking_news() -> BreakingNews | None:
    """The stored bar, whether readers see it or not."""
    rows = BreakingNews.objects.select_related("article")
    return rows.defer(*(f"article__{name}" for name in LONG_TEXT_FIELDS)).first()


def breaking_news_expiry() -> datetime | None:
    """When the bar disappears from every page by itself."""
    live = BreakingNews.objects.filter(expires_at__gt=timezone.now())
    return live.values_list("expires_at", flat=True).first()
