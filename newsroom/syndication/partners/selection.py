"""Which articles a partner gets, and of which they are told that they have ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from newsroom.articles.listings.detail import get_public_articles
from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXT_FIELDS, ArticleQuerySet
from newsroom.syndication.partners.models import Partner

MAX_ARTICLES, MAX_ENDED = 50, 50
# A partner that has not asked for so long asks for what it still shows.
ENDED_DAYS = 30
ENDED_TITLE = "ข่าวนี้ถูกถอนออกแล้ว"


@dataclass(frozen=True)
class Selection:
    """The newest articles, and withdrawn ones that the partner had."""

    articles: list[Article]
    ended: list[Article]

    @property
    def changed_at(self) -> datetime | None:
        """When something in it last changed."""
        dates = [article.modified_at for article in self.articles]
        dates += [article.withdrawn_at for article in self.ended]
        return max((date for date in dates if date), default=None)


def select_for(partner: Partner) -> Selection:
    """What a partner gets now."""
    now = timezone.now()
    newest = _allowed(partner, Article.objects.published(now - partner.delay)).newest_first()
    ids = list(newest.values_list("pk", flat=True)[:MAX_ARTICLES])
    # What was withdrawn before its delay had passed never reached them.
    ended = _allowed(partner, Article.objects.withdrawn_after(partner.delay)).filter(
        withdrawn_at__gte=now - timedelta(days=ENDED_DAYS)
    )
    newest_ended = ended.order_by("-withdrawn_at", "-pk").defer(*LONG_TEXT_FIELDS)
    return Selection(get_public_articles(ids), list(newest_ended[:MAX_ENDED]))


def _allowed(partner: Partner, articles: ArticleQuerySet) -> ArticleQuerySet:
    articles = articles.exclude(kind=Article.Kind.SPONSORED)
    if partner.all_sections:
        return articles
    return articles.filter(section__in=list(partner.sections.values_list("pk", flat=True)))
