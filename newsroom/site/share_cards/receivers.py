"""Makes cards after a save, when its transaction has been committed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.signals import articles_changed
from newsroom.pages.models import Page
from newsroom.site.models import SiteSettings
from newsroom.site.share_cards.making import kind_of, update_cards
from newsroom.syndication.models import ShareCard

# A save of more articles at once is an import; the periodic task makes their cards.
MAX_MADE_AT_ONCE = 5


def _articles_changed(ids: list[int], content_changed: bool = True, **kwargs: Any) -> None:
    if not content_changed:
        return
    if len(ids) <= MAX_MADE_AT_ONCE:
        _after_commit(partial(_update_articles, list(ids)))
        return
    # Outdated ones are found by their missing style, withdrawn ones must go now.
    cards = ShareCard.objects.filter(kind=ShareCard.Kind.ARTICLE, object_id__in=ids)
    if cards.exists():
        cards.update(style_digest="")
        shown = Article.objects.released().filter(pk__in=ids, lead_photo=None)
        discarded = set(ids) - set(shown.values_list("pk", flat=True))
        ShareCard.objects.discard(ShareCard.Kind.ARTICLE, discarded)


def _update_articles(ids: list[int]) -> None:
    articles = {article.pk: article for article in Article.objects.for_cards().filter(pk__in=ids)}
    ShareCard.objects.discard(ShareCard.Kind.ARTICLE, set(ids) - set(articles))
    update_cards(articles.values())


def _row_saved(instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if raw or (kwargs.get("created") and not isinstance(instance, SiteSettings)):
        return  # a new section, author or tag has no articles yet: the periodic task is soon enough
    _after_commit(partial(update_cards, [instance]))
    if isinstance(instance, Section):
        # Its name is on the cards of its articles.
        articles = Article.objects.filter(section=instance).values("pk")
        ShareCard.objects.filter(kind=ShareCard.Kind.ARTICLE, object_id__in=articles).update(
            style_digest=""
        )


def _row_deleted(instance: models.Model, **kwargs: Any) -> None:
    discard = partial(ShareCard.objects.discard, kind_of(type(instance)), [instance.pk])
    transaction.on_commit(discard, robust=True)


def _after_commit(update: Any) -> None:
    # A card that cannot be made must not undo the save; the error is logged.
    transaction.on_commit(update, robust=True)


def connect() -> None:
    """Connect the receivers; called once, when Django starts."""
    articles_changed.connect(_articles_changed, dispatch_uid="share cards of articles")
    for model in (Section, Author, Tag, Page, SiteSettings):
        post_save.connect(_row_saved, sender=model, dispatch_uid=f"share card of {model}")
    for model in (Section, Author, Tag, Page):
        post_delete.connect(_row_deleted, sender=model, dispatch_uid=f"no share card of {model}")
