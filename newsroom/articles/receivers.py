"""Signal receivers of this app: keep listings, bodies and the page cache right after any change.

Connected once by `ArticlesConfig.ready()`. Saving an article sends `articles_changed` itself; the
receivers here cover what changes an article without saving it: its bylines and tags, the names of
authors and tags, photos, and deletion. A new colleague becomes an author.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models.signals import post_delete, post_save, pre_delete

from newsroom.accounts.models import User
from newsroom.accounts.signals import author_wanted
from newsroom.articles.listings.index import remove_from_listings, update_listings
from newsroom.articles.models import Article, Author, Byline, Tag, TaggedArticle
from newsroom.articles.signals import (
    articles_changed,
    listings_outdated,
    notify_articles_changed,
)
from newsroom.articles.workflow.changes.photos import changes_with_photo
from newsroom.images.models import Photo
from newsroom.thai.slugs import first_free, latin_slug
from newsroom.web.page_cache import invalidation

RENDER_BATCH_SIZE = 100


def next_scheduled_publication() -> datetime | None:
    """When the next scheduled article becomes public by itself."""
    dates = Article.objects.scheduled().order_by("published_at")
    return dates.values_list("published_at", flat=True).first()


def _update_listings(ids: list[int], **kwargs: object) -> None:
    update_listings(ids)


def _article_predeleted(instance: Article, **kwargs: object) -> None:
    remove_from_listings(instance.pk)


def _article_deleted(instance: Article, **kwargs: object) -> None:
    notify_articles_changed([instance.pk])


def _relation_changed(instance: Byline | TaggedArticle, **kwargs: object) -> None:
    """A byline or tag was added to an article or removed; not by deleting the article itself."""
    origin = kwargs.get("origin")
    article_is_deleted = getattr(origin, "model", type(origin)) is Article
    if article_is_deleted or kwargs.get("raw"):
        return
    if isinstance(instance, Byline):
        notify_articles_changed([instance.article_id])
    else:
        notify_articles_changed([instance.content_object_id])


def _name_changed(
    instance: Author | Tag,
    created: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: object,
) -> None:
    """An author or tag was renamed: every article that shows the name changes."""
    keeps_name = update_fields is not None and "name" not in update_fields
    if created or kwargs.get("raw") or keeps_name:
        return
    articles = (
        Article.objects.filter(bylines__author=instance)
        if isinstance(instance, Author)
        else Article.objects.filter(tagged_items__tag=instance)
    )
    notify_articles_changed(articles.values_list("pk", flat=True).distinct())


def _photo_changed(instance: Photo, created: bool = False, **kwargs: object) -> None:
    """A photo has another file, crop or caption: render the bodies that show it again."""
    if created or kwargs.get("raw"):
        return
    in_body = Article.objects.filter(photo_usages__photo=instance).distinct()
    batch: list[Article] = []
    bodies = in_body.only("pk", "body", "lead_photo", "kind")
    for article in bodies.iterator(chunk_size=RENDER_BATCH_SIZE):
        article.render()
        batch.append(article)
        if len(batch) == RENDER_BATCH_SIZE:
            Article.objects.bulk_update(batch, ["body_html"])
            batch = []
    Article.objects.bulk_update(batch, ["body_html"])
    for articles in (
        in_body,
        Article.objects.filter(lead_photo=instance),
        Article.objects.filter(bylines__author__photo=instance).distinct(),
    ):
        notify_articles_changed(articles.values_list("pk", flat=True))


def _author_wanted(user: User, **kwargs: object) -> str:
    """Name a new colleague as author, or connect the one author of that name who has no account."""
    name = user.get_full_name()[: Author._meta.get_field("name").max_length]
    nameless = Author.objects.filter(name=name, user=None)
    if len(nameless) == 1:
        nameless.update(user=user)
        return f"ผูกบัญชีกับผู้เขียน «{name}» ที่มีอยู่แล้ว"
    base = latin_slug(user.username)[:60] or f"author-{user.pk}"
    slug = first_free(base, lambda slug: Author.objects.filter(slug=slug).exists())
    author = Author.objects.create(name=name, slug=slug, user=user)
    return f"สร้างผู้เขียน «{name}» แล้ว ที่อยู่ {author.get_absolute_url()}"


def connect() -> None:
    """Connect the receivers; called once, when Django starts."""
    listings_outdated.connect(_update_listings, dispatch_uid="update listings")
    articles_changed.connect(invalidation.invalidate_pages, dispatch_uid="invalidate page cache")
    invalidation.expiry_sources.append(next_scheduled_publication)
    Photo.unreleased_usage_finders.append(changes_with_photo)
    pre_delete.connect(_article_predeleted, sender=Article, dispatch_uid="article leaves listings")
    post_delete.connect(_article_deleted, sender=Article, dispatch_uid="article deleted")
    post_save.connect(_photo_changed, sender=Photo, dispatch_uid="photo changed")
    for relation in (Byline, TaggedArticle):
        for signal in (post_save, post_delete):
            signal.connect(_relation_changed, sender=relation, dispatch_uid=f"{relation} changed")
    for named in (Author, Tag):
        post_save.connect(_name_changed, sender=named, dispatch_uid=f"{named} renamed")
    author_wanted.connect(_author_wanted, dispatch_uid="new colleague becomes author")
