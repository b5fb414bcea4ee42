"""Who may do what with an article; checked before every transition and by the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.models import Article, Byline, Tag, TaggedArticle
from newsroom.articles.models.tag import TagQuerySet
from newsroom.articles.querysets import Status

ADD = "articles.add_article"
CHANGE = "articles.change_article"
VIEW = "articles.view_article"
EDIT_ANY = "articles.edit_any_article"
PUBLISH = "articles.publish_article"


def visible_to(user: User, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those of `articles` that a member of staff may see in the admin: all of them, or their own."""
    if sees_all(user):
        return articles
    # One set of ids from two indexes; with OR the database would scan the whole table.
    return articles.filter(pk__in=_own_ids(user))


def visible_tags(user: User) -> TagQuerySet:
    """The tags of articles that are public or visible to the user, and how many of these each has.

    All tags for those who see all articles.
    """
    if sees_all(user):
        return Tag.objects.with_article_count()
    tagged = TaggedArticle.objects
    known = tagged.listed(timezone.now()) | tagged.filter(content_object__in=_own_ids(user))
    return Tag.objects.of_any(known).with_article_count(known)


def _own_ids(user: User) -> QuerySet[Any, Any]:
    """The ids of the articles the user created or signed."""
    created = Article.objects.filter(created_by=user).values("pk")
    signed = Byline.objects.filter(author__user=user).order_by().values("article")
    return created.union(signed)


def sees_all(user: User) -> bool:
    """Whether the user may see every article before readers do."""
    return user.has_perm(VIEW) or user.has_perm(EDIT_ANY)


def is_own(user: User, article: Article) -> bool:
    """Whether the user created the article or is in its byline."""
    return (
        article.created_by_id == user.pk
        or Byline.objects.filter(article=article.pk, author__user=user).exists()
    )


def can_view(user: User, article: Article) -> bool:
    """Whether the user may see the article before readers do."""
    if sees_all(user):
        return True
    return user.has_perm(CHANGE) and is_own(user, article)


def can_edit(user: User, article: Article) -> bool:
    """Whether the user may change the text: any article's, or that of an own draft."""
    if not user.has_perm(CHANGE):
        return False
    if user.has_perm(EDIT_ANY):
        return True
    return article.status == Status.DRAFT and is_own(user, article)


def can_keep_change(user: User, article: Article) -> bool:
    """Whether the user may keep a change of a public article for later: of any, or of an own one."""
    is_writer = user.has_perm(CHANGE) and article.is_published
    return is_writer and (user.has_perm(EDIT_ANY) or is_own(user, article))


def can_write(user: User, article: Article) -> bool:
    """Whether the user may type into the article's form, to save it or to keep a change of it."""
    return can_edit(user, article) or can_keep_change(user, article)


def can_return(user: User, article: Article) -> bool:
    """Whether the user may make an article in review a draft again: an own one, or any."""
    return user.has_perm(CHANGE) and (user.has_perm(EDIT_ANY) or is_own(user, article))


def can_publish(user: User, article: Article | None = None) -> bool:
    """Whether the user decides what readers see, and when."""
    return user.has_perm(PUBLISH) and user.has_perm(CHANGE)
