"""«อ่านเพิ่ม» in rendered HTML: a comment, which is filled in when the page is made.

What the line says belongs to another article: its headline may change, it may be withdrawn, or
become public by itself at a time. So it is no part of the HTML that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = re.compile(r"<!--read-more:([0-9]{1,18})-->")


def read_more_mark(article_id: str) -> str:
    return f"<!--read-more:{article_id}-->"


def marked_ids(html: str) -> list[int]:
    """Ids of the articles that marks in rendered HTML name, in order, each once."""
    if "<!--read-more:" not in html:
        return []
    return list(dict.fromkeys(int(one) for one in _MARK.findall(html)))


def fill_marks(html: str, line_for: Callable[[int], str]) -> str:
    """Rendered HTML with the line of each article in the place of its mark; it may be empty."""
    return _MARK.sub(lambda match: line_for(int(match[1])), html)
