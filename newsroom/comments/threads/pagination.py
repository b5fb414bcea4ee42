"""Reads the threads that one page of an article's comments shows, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import Http404
from django.urls import reverse

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.comments.threads.layout import COMMENTS_PER_PAGE, Page, lay_out, page_number_of
from newsroom.web.prepared_queries import IdList, PreparedQuery


class VisibleComment(NamedTuple):
    """The columns of a comment that readers see."""

    pk: int
    article_id: int
    parent_id: int | None
    name: str
    body: str
    created_at: datetime


_visible_comments = PreparedQuery(
    lambda article: (
        Comment.objects.visible()
        .filter(article=article)
        .order_by("created_at", "id")
        .values_list(*VisibleComment._fields)
    ),
    article=int,
)
_ids_of_visible_comments = PreparedQuery(
    lambda article: (
        Comment.objects.visible()
        .filter(article=article)
        .order_by("created_at", "id")
        .values_list("pk", "parent_id")
    ),
    article=int,
)
_comments_of_page = PreparedQuery(
    lambda ids: Comment.objects.visible().filter(pk__in=ids).values_list(*VisibleComment._fields),
    ids=IdList(COMMENTS_PER_PAGE),
)


@dataclass
class Thread:
    """A thread or a part of it; `comment` is None if it is hidden."""

    comment: VisibleComment | None
    replies: list[VisibleComment]
    # An earlier page shows `comment` and replies before these.
    is_continued: bool = False


@dataclass
class ThreadPage:
    """One page of an article's comments, with what the pagination component needs."""

    threads: list[Thread]
    # Counts from 1.
    number: int
    page_count: int
    article_id: int
    is_count_capped = False

    @property
    def previous_url(self) -> str:
        return page_url(self.article_id, self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return page_url(self.article_id, self.number + 1) if self.number < self.page_count else ""


def page_url(article_id: int, number: int) -> str:
    """The first page of comments is on the article's own page."""
    if number == 1:
        return f"{reverse('articles:article', args=[article_id])}#comments"
    return f"{reverse('comments:index', args=[article_id])}?page={number}"


def url_of_comment(comment: Comment) -> str:
    """The page that shows a comment, with the comment's anchor; the article's if none does."""
    rows = _ids_of_visible_comments(article=comment.article_id)
    number = page_number_of(lay_out(rows), comment.pk)
    if number is None:
        return page_url(comment.article_id, 1)
    return f"{page_url(comment.article_id, number).partition('#')[0]}#comment-{comment.pk}"


def load_page(article: Article, number: int = 1) -> ThreadPage:
    """A page of the article's comments; Http404 if there is none of that number."""
    comments: dict[int, VisibleComment] = {}
    if article.visible_comment_count <= COMMENTS_PER_PAGE:
        rows = map(VisibleComment._make, _visible_comments(article=article.pk))
        comments = {comment.pk: comment for comment in rows}
        pages = lay_out((comment.pk, comment.parent_id) for comment in comments.values())
    else:
        pages = lay_out(_ids_of_visible_comments(article=article.pk))
    if number > max(len(pages), 1):
        raise Http404
    page: Page = pages[number - 1] if pages else []
    if not comments:
        ids = [pk for part in page for pk in part.ids]
        found = map(VisibleComment._make, _comments_of_page(ids=ids)) if ids else iter(())
        comments = {comment.pk: comment for comment in found}
    threads = [
        Thread(
            comments.get(part.first),
            [comments[pk] for pk in part.replies if pk in comments],
            part.is_continued,
        )
        for part in page
    ]
    return ThreadPage(threads, number, max(len(pages), 1), article.pk)
