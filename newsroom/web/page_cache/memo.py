"""Values kept in this process for one generation of the page cache."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import TypeVar

from newsroom.web.page_cache.invalidation import current_generation

# The least recently used entry goes first. A large site has thousands of authors and tags, each
# with entries of up to some 10 kB, and a night may pass without a new generation.
MAX_ENTRIES = 1000

Value = TypeVar("Value")


def memoize(key: Hashable, build: Callable[[], Value]) -> Value:
    """What `build` returned for `key` in this generation; without a generation it is always called.

    For what depends on stored rows only, not on the time of day or the request.
    """
    generation = current_generation()
    if generation is None:
        return build()
    memo = generation.memo
    try:
        value = memo[key]
        memo.move_to_end(key)
    except KeyError:  # another thread may evict the entry between the two lines
        value = memo[key] = build()
        while len(memo) > MAX_ENTRIES:
            with suppress(KeyError):
                memo.popitem(last=False)
    return value
