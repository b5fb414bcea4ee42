"""How rooms above this one learn that stories changed, without this room knowing them.

The search index and the pages' cache listen. `announce` is called inside the transaction that
changes the stories, so a listener's own writes are kept or lost together with the story's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal

from newsroom.articles.filing import file_stories, take_from_archive

# Sent with `ids`: the primary keys of stories that were written, deleted or changed state.
articles_changed = Signal()


def announce(ids: Iterable[int]) -> None:
    """Say that these stories changed. Whoever writes past `Article.save()` must call this."""
    known = [pk for pk in ids if pk is not None]
    if known:
        file_stories(known)
        articles_changed.send(sender=None, ids=known)


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


def watch() -> None:
    """Announce what changes a story without saving it; called once, when the site starts."""
    from newsroom.articles.models import Article, Author, Byline, Tag, TaggedArticle

    for model in (Byline, TaggedArticle):
        for signal in (post_save, post_delete):
            signal.connect(
                _belonging_changed, sender=model, dispatch_uid=f"{model} changes a story"
            )
    pre_delete.connect(take_from_archive, sender=Article, dispatch_uid="archive months")
    for named in (Author, Tag):
        post_save.connect(_name_changed, sender=named, dispatch_uid=f"{named} changes its stories")
