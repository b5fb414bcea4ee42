"""Receivers that leave a redirect when a page gets another slug, and 410 when it is deleted."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save

from newsroom.articles.models import Article, Author, Section, Tag, TagAlias
from newsroom.articles.public_urls import tag_url
from newsroom.articles.signals import merge_effects, merging
from newsroom.pages.models import Page
from newsroom.transfer.addresses.redirects import follow_alias, mark_gone, move_redirects
from newsroom.transfer.models import Redirect


def _remember_path(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if instance.pk and not raw:
        stored = sender._default_manager.filter(pk=instance.pk).first()
        instance._stored_path = stored.get_absolute_url() if stored else ""


def _follow_rename(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    old_path, new_path = getattr(instance, "_stored_path", ""), instance.get_absolute_url()
    if not raw and _had_readers(instance) and old_path and old_path != new_path:
        move_redirects(old_path, new_path)


def _mark_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if target := getattr(instance, "_merged_into", None):
        move_redirects(instance.get_absolute_url(), target.get_absolute_url())
    elif _had_readers(instance):
        mark_gone(instance.get_absolute_url())


def _remember_target(source: Any, target: Any, **kwargs: Any) -> None:
    source._merged_into = target


def _count_redirects(row: Any, **kwargs: Any) -> str:
    count = Redirect.objects.filter(new_path=row.get_absolute_url(), is_gone=False).count()
    return f"ที่อยู่เดิม {count:,} แห่งพามาที่นี่" if count else ""


def _had_readers(instance: Any) -> bool:
    """Whether its address was public: of a draft nobody is to know."""
    if isinstance(instance, Page):
        return instance.published_at is not None
    return not isinstance(instance, Article) or instance.status == Article.Status.WITHDRAWN


def _follow_alias(
    sender: type[models.Model], instance: TagAlias, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        tag = Tag.objects.get(pk=instance.tag_id)
        follow_alias(tag_url(instance.slug), tag.get_absolute_url())


def _alias_deleted(
    sender: type[models.Model], instance: TagAlias, origin: Any = None, **kwargs: Any
) -> None:
    """Gone with its tag; but of a tag that stays, which has the name or the slug again, a redirect."""
    path = tag_url(instance.slug)
    if getattr(origin, "model", type(origin)) is not TagAlias:
        mark_gone(path)
        return
    new_path = Tag.objects.get(pk=instance.tag_id).get_absolute_url()
    if new_path != path:
        move_redirects(path, new_path)


def follow(model: type[models.Model]) -> None:
    """Follow the rows of a model whose `get_absolute_url` comes from a slug."""
    pre_save.connect(_remember_path, sender=model, dispatch_uid=f"old path of {model}")
    post_save.connect(_follow_rename, sender=model, dispatch_uid=f"redirect of {model}")
    post_delete.connect(_mark_deleted, sender=model, dispatch_uid=f"410 of {model}")


def connect() -> None:
    """Follow sections, authors, tags, pages and articles; called once, when Django starts."""
    for model in (Author, Section, Page):
        follow(model)
    for merged in (Author, Section):
        merging.connect(
            _remember_target, sender=merged, dispatch_uid=f"redirect of merged {merged}"
        )
        merge_effects.connect(
            _count_redirects, sender=merged, dispatch_uid=f"redirects to {merged}"
        )
    for deleted in (Article, Tag):
        post_delete.connect(_mark_deleted, sender=deleted, dispatch_uid=f"410 of {deleted}")
    post_save.connect(_follow_alias, sender=TagAlias, dispatch_uid="redirects of renamed tag")
    post_delete.connect(_alias_deleted, sender=TagAlias, dispatch_uid="410 of former tag")
