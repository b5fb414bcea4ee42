"""Renaming and merging tags: stories keep them, and former names and addresses lead on."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from newsroom.articles.changes import announce
from newsroom.articles.models import FormerTag, Tag, TaggedArticle
from newsroom.thai.folding import fold


@transaction.atomic
def rename_tag(tag: Tag, name: str) -> None:
    """Give a tag another name, and the address that belongs to it; the former address leads there.

    The name must be free (`Tag.clean`). A tag that gets a former name back gets its address, too.
    """
    former_slug, former_key = Tag.objects.values_list("slug", "key").get(pk=tag.pk)
    tag.name = name
    if fold(name) != former_key:  # another way to write the same name keeps the address
        tag.slug = tag.free_slug()
    tag.save()
    FormerTag.objects.filter(tag=tag, key=tag.key).delete()
    FormerTag.objects.filter(tag=tag, slug=tag.slug).delete()
    if former_slug != tag.slug:
        _remember(former_slug, former_key, tag)


@transaction.atomic
def merge_tags(keep: Tag, others: Iterable[Tag]) -> int:
    """Make one tag of several: `keep` gets the stories, names and addresses of the others.

    Returns how many stories carry `keep` now that did not before.
    """
    gained: set[int] = set()
    touched: set[int] = set()
    for tag in others:
        if tag.pk == keep.pk:
            continue
        carried = TaggedArticle.objects.filter(tag=tag)
        touched.update(carried.values_list("content_object", flat=True))
        have = TaggedArticle.objects.filter(tag=keep).values("content_object")
        moving = carried.exclude(content_object__in=have)
        gained.update(moving.values_list("content_object", flat=True))
        moving.update(tag=keep)
        FormerTag.objects.filter(tag=tag).update(tag=keep)
        slug, key = tag.slug, tag.key
        tag.delete()
        _remember(slug, key, keep)
    announce(sorted(touched))
    return len(gained)


def _remember(slug: str, key: str, tag: Tag) -> None:
    FormerTag.objects.filter(key=key).delete()
    FormerTag.objects.update_or_create(slug=slug, defaults={"key": key, "tag": tag})
