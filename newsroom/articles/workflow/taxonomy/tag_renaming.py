"""Renaming and merging tags: articles keep them, and former names and URLs lead to the tag."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from newsroom.articles.models import Tag, TagAlias, TaggedArticle
from newsroom.articles.signals import notify_articles_changed
from newsroom.thai.folding import fold

# What a tag's page shows of the tag itself.
PAGE_FIELDS = ("description", "photo")


@transaction.atomic
def rename_tag(tag: Tag, name: str) -> None:
    """Give a tag another name and the slug that belongs to it; the old slug becomes an alias.

    The name must be free (`Tag.clean`). A tag that gets an old name back gets its old slug, too.
    """
    old_slug, old_key = Tag.objects.values_list("slug", "key").get(pk=tag.pk)
    tag.name = name
    if fold(name) != old_key:  # another spelling of the same name keeps the slug
        tag.slug = tag.free_slug()
    tag.save()
    TagAlias.objects.filter(tag=tag, key=tag.key).delete()
    TagAlias.objects.filter(tag=tag, slug=tag.slug).delete()
    if old_slug != tag.slug:
        _create_alias(old_slug, old_key, tag)


@transaction.atomic
def merge_tags(target: Tag, sources: Iterable[Tag]) -> int:
    """Merge tags into `target`, which gets their articles, names and slugs; delete the sources.

    It also gets a text and a photo if it had none. Returns the number of articles that carry `target` now and did not before.
    """
    gained: set[int] = set()
    changed: set[int] = set()
    for tag in sources:
        if tag.pk == target.pk:
            continue
        tagged = TaggedArticle.objects.filter(tag=tag)
        changed.update(tagged.values_list("content_object", flat=True))
        already_tagged = TaggedArticle.objects.filter(tag=target).values("content_object")
        moving = tagged.exclude(content_object__in=already_tagged)
        gained.update(moving.values_list("content_object", flat=True))
        moving.update(tag=target)
        TagAlias.objects.filter(tag=tag).update(tag=target)
        slug, key = tag.slug, tag.key
        lacking = [name for name in PAGE_FIELDS if getattr(tag, name) and not getattr(target, name)]
        for name in lacking:
            setattr(target, name, getattr(tag, name))
        if lacking:
            target.save(update_fields=lacking)
        tag.delete()
        _create_alias(slug, key, target)
    notify_articles_changed(sorted(changed))
    return len(gained)


def _create_alias(slug: str, key: str, tag: Tag) -> None:
    TagAlias.objects.filter(key=key).delete()
    TagAlias.objects.update_or_create(slug=slug, defaults={"key": key, "tag": tag})
