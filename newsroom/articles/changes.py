"""How rooms above this one learn that stories changed, without this room knowing them.

The search index and the pages' cache listen. `announce` is called inside the transaction that
changes the stories, so a listener's own writes are kept or lost together with the story's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal

from newsroom.articles.filing import file_stories, take_from_lists

# Sent with `ids`: the primary keys of stories that were written, deleted or changed state; and
# `text`: whether anything but a count may have changed.
articles_changed = Signal()
RENDERED_AT_ONCE = 100


def announce(ids: Iterable[int], text: bool = True) -> None:
    """Say that these stories changed. Whoever writes past `Article.save()` must call this.

    `text=False` says that only a count did.
    """
    known = [pk for pk in ids if pk is not None]
    if known:
        if text:
            file_stories(known)
        articles_changed.send(sender=None, ids=known, text=text)


def next_to_appear() -> datetime | None:
    """When the next scheduled story comes out by itself."""
    from newsroom.articles.models import Article

    due = Article.objects.scheduled().order_by("published_at")
    return due.values_list("published_at", flat=True).first()


def _belonging_changed(instance: Any, **kwargs: Any) -> None:
    """A byline or a tag came to a story, or went; not with the story itself."""
    from newsroom.articles.models import Article

    origin = kwargs.get("origin")
    goes_with_its_story = getattr(origin, "model", type(origin)) is Article
    if not goes_with_its_story and not kwargs.get("raw"):
        announce([getattr(instance, "article_id", None) or instance.content_object_id])


def _name_changed(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """An author or a tag has another name: it stands in all its stories."""
    if created or kwargs.get("raw"):
        return
    from newsroom.articles.models import Article, Author

    theirs = (
        Article.objects.filter(bylines__author=instance)
        if isinstance(instance, Author)
        else Article.objects.filter(tagged_items__tag=instance)
    )
    announce(theirs.values_list("pk", flat=True).distinct())


def _photo_changed(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A photo got another file, crop or words: the stories that show it are written anew."""
    if created or kwargs.get("raw"):
        return
    from newsroom.articles.body import render_body
    from newsroom.articles.models import Article

    in_body = Article.objects.filter(photo_uses__photo=instance).distinct()
    batch: list[Any] = []
    for story in in_body.only("pk", "body", "lead_photo").iterator(chunk_size=RENDERED_AT_ONCE):
        story.body_rendered = render_body(story.body, bool(story.lead_photo_id))
        batch.append(story)
        if len(batch) == RENDERED_AT_ONCE:
            Article.objects.bulk_update(batch, ["body_rendered"])
            batch = []
    Article.objects.bulk_update(batch, ["body_rendered"])
    for theirs in (
        in_body,
        Article.objects.filter(lead_photo=instance),
        Article.objects.filter(bylines__author__photo=instance).distinct(),
    ):
        announce(theirs.values_list("pk", flat=True))


def _story_deleted(instance: Any, **kwargs: Any) -> None:
    """A story went, by itself or with many others."""
    announce([instance.pk])


def watch() -> None:
    """Announce what changes a story without saving it; called once, when the site starts."""
    from newsroom.articles.models import Article, Author, Byline, Tag, TaggedArticle
    from newsroom.images.models import Photo

    for model in (Byline, TaggedArticle):
        for signal in (post_save, post_delete):
            signal.connect(
                _belonging_changed, sender=model, dispatch_uid=f"{model} changes a story"
            )
    post_save.connect(_photo_changed, sender=Photo, dispatch_uid="a photo changes its stories")
    pre_delete.connect(take_from_lists, sender=Article, dispatch_uid="a story leaves its lists")
    for named in (Author, Tag):
        post_save.connect(_name_changed, sender=named, dispatch_uid=f"{named} changes its stories")
    post_delete.connect(_story_deleted, sender=Article, dispatch_uid="a story goes")
