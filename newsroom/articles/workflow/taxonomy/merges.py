"""Merging sections or authors: one stays and gets the articles and addresses of the others.

Articles move in transactions of `BATCH_SIZE`, so that nobody waits long to write. A merge that was
interrupted has moved some of them; merging again moves the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from newsroom.articles.models import Article, Author, Byline, Section
from newsroom.articles.signals import merging, notify_articles_changed, notify_once

BATCH_SIZE = 200

Row = TypeVar("Row", Section, Author)


class CannotMerge(ValueError):
    """Why a merge is refused, in Thai."""


def merge_sections(target: Section, sources: Iterable[Section]) -> int:
    """Merge sections into `target` and delete them; returns the number of articles that moved.

    `target` gets what it lacks of description, photo and colour. Raises `CannotMerge`.
    """
    return _merge(target, sources, _move_articles, ["description", "photo_id", "palette"])


def merge_authors(target: Author, sources: Iterable[Author]) -> int:
    """Merge authors into `target` and delete them; returns the number of articles that moved.

    `target` gets what it lacks of job title, biography, photo and account. Two authors with accounts
    are two people: `CannotMerge`.
    """
    others = [author for author in sources if author.pk != target.pk]
    if sum(author.user_id is not None for author in (target, *others)) > 1:
        raise CannotMerge("ผู้เขียนที่เลือกมีบัญชีผู้ใช้มากกว่าหนึ่งบัญชี ถ้าเป็นคนเดียวกัน ให้เลิกผูกบัญชีที่ไม่ใช้กับผู้เขียนก่อน")
    return _merge(target, others, _move_bylines, ["job_title", "bio", "photo_id", "user_id"])


def _merge(
    target: Row, sources: Iterable[Row], move: Callable[[Any, Any], list[int]], fields: list[str]
) -> int:
    moved: set[int] = set()
    for source in sources:
        if source.pk == target.pk:
            continue
        while True:
            with transaction.atomic(), notify_once():
                stored = _lock(target, source)
                if stored is None:
                    break
                ids = move(*stored)
                moved.update(ids)
                notify_articles_changed(sorted(set(ids)))
                if len(ids) < BATCH_SIZE:
                    _finish(*stored, fields)
                    break
    return len(moved)


def _lock(target: Row, source: Row) -> tuple[Row, Row] | None:
    """Both rows as stored, locked; None if the source was deleted meanwhile."""
    model: Any = type(target)
    rows = model.objects.select_for_update().order_by("pk").in_bulk([target.pk, source.pk])
    if target.pk not in rows:
        raise CannotMerge(f"«{target}» ถูกลบไปแล้ว")
    return (rows[target.pk], rows[source.pk]) if source.pk in rows else None


def _move_articles(target: Section, source: Section) -> list[int]:
    ids = list(Article.objects.filter(section=source).values_list("pk", flat=True)[:BATCH_SIZE])
    Article.objects.filter(pk__in=ids).update(section=target)
    return ids


def _move_bylines(target: Author, source: Author) -> list[int]:
    """Move bylines; of an article that names `target` in the same role already, delete them."""
    rows = list(Byline.objects.filter(author=source).order_by("pk")[:BATCH_SIZE])
    articles = [row.article_id for row in rows]
    taken = set(
        Byline.objects.filter(author=target, article__in=articles).values_list("article", "role")
    )
    doubled = [row.pk for row in rows if (row.article_id, row.role) in taken]
    Byline.objects.filter(pk__in=doubled).delete()
    moving = [row.pk for row in rows if row.pk not in set(doubled)]
    Byline.objects.filter(pk__in=moving).update(author=target)
    return articles


def _finish(target: Row, source: Row, fields: list[str]) -> None:
    """Give `target` what it lacks, lead apps above from `source` to it, delete `source`."""
    model: type[models.Model] = type(target)
    values = {
        name: getattr(source, name)
        for name in fields
        if getattr(source, name) and not getattr(target, name)
    }
    if isinstance(source, Author):
        values["is_current"] = source.is_current or target.is_current
        # An account belongs to one author.
        Author.objects.filter(pk=source.pk).update(user=None)
    if values:
        model._default_manager.filter(pk=target.pk).update(**values)
    merging.send(sender=model, source=source, target=target)
    source.delete()
