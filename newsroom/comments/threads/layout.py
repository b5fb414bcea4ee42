"""Divides an article's comments into threads, two levels deep, and the threads into pages.

Works on ids only and in linear time, so that an article may have any number of comments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

THREADS_PER_PAGE = 30
# A thread with more replies than a page has room for goes on on the next one.
COMMENTS_PER_PAGE = 100


@dataclass(frozen=True)
class ThreadPart:
    """What a page shows of a thread: all of it, or some of its replies."""

    # The id of the thread's first comment.
    first: int
    replies: list[int]
    # It began on an earlier page, which shows the first comment.
    is_continued: bool = False

    @property
    def ids(self) -> list[int]:
        """The first comment, which may be hidden, and the replies."""
        return [self.first, *self.replies]


Page = list[ThreadPart]


def lay_out(comments: Iterable[tuple[int, int | None]]) -> list[Page]:
    """The pages of visible comments, which are given as (id, parent's id), oldest first.

    Replies to a hidden comment stay, in a thread of its own.
    """
    pages: list[Page] = []
    count = COMMENTS_PER_PAGE  # comments on the last page
    for first, replies in _threads(comments).items():
        rest, is_continued = replies, False
        while rest or not is_continued:
            # A page with room for one comment only would show the first without a reply.
            if count > COMMENTS_PER_PAGE - 2 or len(pages[-1]) == THREADS_PER_PAGE:
                pages.append([])
                count = 0
            room = COMMENTS_PER_PAGE - count - 1
            part = ThreadPart(first, rest[:room], is_continued)
            pages[-1].append(part)
            count += len(part.ids)
            rest, is_continued = rest[room:], True
    return pages


def page_number_of(pages: list[Page], comment: int) -> int | None:
    """The number of the page, from 1, that shows a comment."""
    for number, page in enumerate(pages, 1):
        for part in page:
            if comment in part.replies or (comment == part.first and not part.is_continued):
                return number
    return None


def _threads(comments: Iterable[tuple[int, int | None]]) -> dict[int, list[int]]:
    """Replies by the id of their thread's first comment, in the order given.

    Replies to replies (imports have them at any depth) belong to the thread of the root.
    """
    parents = dict(comments)
    for comment in parents:
        _find_root(parents, comment)
    threads: dict[int, list[int]] = {}
    for comment, root in parents.items():
        if root is None:
            threads.setdefault(comment, [])
        else:
            threads.setdefault(root, []).append(comment)
    return threads


def _find_root(parents: dict[int, int | None], comment: int) -> None:
    """Make the first comment of the thread the parent of all comments on the way to it.

    A circle is broken: the comment at which it closes becomes the first of its thread.
    """
    way: dict[int, None] = {}
    while (parent := parents.get(comment)) is not None:
        way[comment] = None
        if parent in way:
            parents[parent] = None
            del way[parent]
            comment = parent
            break
        comment = parent
    for one in way:
        parents[one] = comment
