"""Who may do what to a story: asked by the desk before it moves one, and by the screens."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from newsroom.articles.models import Article, Byline
from newsroom.articles.querysets import Status

CHANGE = "articles.change_article"
VIEW = "articles.view_article"
EDIT_ANY = "articles.edit_any_article"
PUBLISH = "articles.publish_article"


def visible_to(user: Any, stories: QuerySet[Article]) -> QuerySet[Article]:
    """The stories somebody at the desk may see: all of them, or their own."""
    if user.has_perm(VIEW) or user.has_perm(EDIT_ANY):
        return stories
    # One list of numbers from two indexes; an OR would read every story there is.
    begun = Article.objects.filter(created_by=user).values("pk")
    signed = Byline.objects.filter(author__user=user).order_by().values("article")
    return stories.filter(pk__in=begun.union(signed))


def is_own(user: Any, article: Article) -> bool:
    """Whether somebody began the story or stands in its byline."""
    return (
        article.created_by_id == user.pk
        or Byline.objects.filter(article=article.pk, author__user=user).exists()
    )


def may_see(user: Any, article: Article) -> bool:
    """Whether somebody may read the story before readers do."""
    if user.has_perm(VIEW) or user.has_perm(EDIT_ANY):
        return True
    return user.has_perm(CHANGE) and is_own(user, article)


def may_edit(user: Any, article: Article) -> bool:
    """Whether somebody may change the text: any story, or one's own while it is a draft."""
    if not user.has_perm(CHANGE):
        return False
    if user.has_perm(EDIT_ANY):
        return True
    return article.status == Status.DRAFT and is_own(user, article)


def may_return(user: Any, article: Article) -> bool:
    """Whether somebody may make a story in review a draft again: whose it is, and who edits all."""
    return user.has_perm(CHANGE) and (user.has_perm(EDIT_ANY) or is_own(user, article))


def may_publish(user: Any, article: Article | None = None) -> bool:
    """Whether somebody decides about what readers see, and when."""
    return user.has_perm(PUBLISH) and user.has_perm(CHANGE)
