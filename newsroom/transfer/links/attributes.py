"""Changing attributes of body HTML, by nh3's parser."""

from __future__ import annotations

from collections.abc import Callable

import nh3

from newsroom.body.schema import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, URL_SCHEMES


def filter_attributes(html: str, value_of: Callable[[str, str, str], str | None]) -> str:
    """Clean body HTML with each attribute's value replaced by `value_of(tag, name, value)`.

    None removes the attribute.
    """
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        attribute_filter=value_of,
    )
