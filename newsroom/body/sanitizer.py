"""The last gate: nh3 applies the allow-list of `newsroom.body.schema` to what the pipeline wrote."""

from __future__ import annotations

import nh3

from newsroom.body.links import URL_SCHEMES
from newsroom.body.schema import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    TAGS_REMOVED_WITH_CONTENT,
)


class CleanHtml(str):
    """Body HTML that `clean_body` returned, which need not be sanitised again.

    Only the pipeline makes one. Any string operation on it gives a plain `str`, which is not known
    to be clean any more; so is what the database returns, because the schema may have changed
    since it was stored.
    """

    __slots__ = ()


def sanitize(html: str) -> str:
    """`html` with the allowed tags and attributes only. What the pipeline makes passes unchanged."""
    return _CLEANER.clean(html)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """The value to store for an attribute of the allow-list; None removes the attribute."""
    if name in ("data-file", "data-article", "data-document", "colspan", "rowspan", "start"):
        return value if value.isascii() and value.isdecimal() else None
    return value


_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    attributes=ALLOWED_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes=URL_SCHEMES,
    link_rel=None,
    strip_comments=True,
    clean_content_tags=TAGS_REMOVED_WITH_CONTENT,
)
