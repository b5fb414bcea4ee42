"""«อ่านเพิ่ม» and documents in rendered HTML: comments, which are filled in when the page is made.

What the line says belongs to another article or a document: a headline may change, an article be
withdrawn, or become public by itself at a time. So it is no part of the HTML that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal["article", "document"]
_START = "<!--show-"
_MARK = re.compile(rf"{_START}(article|document):([0-9]{{1,18}})-->")


def reference_mark(kind: Kind, pk: str) -> str:
    return f"{_START}{kind}:{pk}-->"


def has_marks(html: str) -> bool:
    return _START in html


def marked_ids(html: str, kind: Kind) -> list[int]:
    """Ids that marks of a kind in rendered HTML name, in order, each once."""
    found = _MARK.findall(html) if has_marks(html) else []
    return list(dict.fromkeys(int(pk) for one, pk in found if one == kind))


def fill_marks(html: str, line_for: Callable[[str, int], str]) -> str:
    """Rendered HTML with `line_for(kind, id)` in the place of each mark; it may be empty."""
    return _MARK.sub(lambda match: line_for(match[1], int(match[2])), html)
