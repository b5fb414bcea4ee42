"""Comments divided into threads and pages: every comment once, in linear time."""

from __future__ import annotations

import time
from random import Random

import pytest

from newsroom.comments.threads.layout import (
    COMMENTS_PER_PAGE,
    THREADS_PER_PAGE,
    lay_out,
    page_number_of,
)


def comments(random: Random) -> list[tuple[int, int | None]]:
    """Ids in any order with parents that may be replies, missing (hidden), or in a circle."""
    count = random.choice([0, 1, 40, 250])
    ids = random.sample(range(1, count + 1), count)
    highest = random.choice([3, 12, 260])
    return [(pk, random.choice([None, random.randint(1, highest)])) for pk in ids]


@pytest.mark.parametrize("seed", range(60))
def test_every_comment_is_on_one_page_and_no_page_is_too_long(seed: int) -> None:
    rows = comments(Random(seed))
    pages = lay_out(rows)
    shown = [
        pk
        for page in pages
        for part in page
        for pk in [*([] if part.is_continued else [part.first]), *part.replies]
    ]
    assert len(shown) == len(set(shown))
    assert {pk for pk, _ in rows} <= set(shown)
    for number, page in enumerate(pages, 1):
        assert 0 < len(page) <= THREADS_PER_PAGE
        assert sum(len(part.ids) for part in page) <= COMMENTS_PER_PAGE
        for part in page:
            assert all(page_number_of(pages, pk) == number for pk in part.replies)


def test_replies_to_replies_join_the_thread_of_the_root() -> None:
    (page,) = lay_out([(1, None), (2, 1), (3, 2), (4, 3), (5, None), (6, 99)])
    assert [part.ids for part in page] == [[1, 2, 3, 4], [5], [99, 6]]
    assert page_number_of([page], 4) == 1
    assert page_number_of([page], 7) is None


def test_a_deep_chain_of_replies_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        # The newest first, so that each root is far away.
        rows = [(pk, pk - 1 or None) for pk in range(count, 0, -1)]
        start = time.process_time()
        lay_out(rows)
        return time.process_time() - start

    # Eight times as many; quadratic time takes 64 times as long. A busy machine slows some rounds.
    short = min(seconds(5_000) for _ in range(5))
    assert min(seconds(40_000) for _ in range(5)) < 24 * short
