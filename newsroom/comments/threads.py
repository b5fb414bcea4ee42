"""A story's comments as threads, two deep, oldest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.web.prepared import Prepared


class Shown(NamedTuple):
    """What readers see of a comment."""

    pk: int
    article_id: int
    parent_id: int | None
    name: str
    body: str
    created_at: datetime


_VISIBLE = Prepared(
    lambda article: (
        Comment.objects.visible()
        .filter(article=article)
        .order_by("created_at", "id")
        .values_list(*Shown._fields)
    ),
    article=int,
)


@dataclass
class Thread:
    """A comment and the answers under it; `comment` is None where it was hidden."""

    comment: Shown | None
    replies: list[Shown] = field(default_factory=list)


def threads_of(article: Article) -> list[Thread]:
    """The visible threads of a story, with one query.

    Answers to a hidden comment stay, under a line that says it is hidden; its text does not.
    """
    threads: dict[int, Thread] = {}
    for comment in map(Shown._make, _VISIBLE(article=article.pk)):
        if comment.parent_id is None:
            threads.setdefault(comment.pk, Thread(None)).comment = comment
        else:
            threads.setdefault(comment.parent_id, Thread(None)).replies.append(comment)
    _lift_deep_replies(threads)
    return list(threads.values())


def _lift_deep_replies(threads: dict[int, Thread]) -> None:
    """Put answers to answers (imports have them at any depth) under the thread's first comment."""
    home = {reply.pk: top for top, thread in threads.items() for reply in thread.replies}
    for top in [key for key in threads if key in home]:
        root, seen = home[top], {top}
        while root in home and root not in seen:
            seen.add(root)
            root = home[root]
        if root != top and root in threads:
            threads[root].replies += threads.pop(top).replies
            threads[root].replies.sort(key=lambda reply: (reply.created_at, reply.pk))
