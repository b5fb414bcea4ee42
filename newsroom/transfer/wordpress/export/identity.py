"""By what WordPress tells apart the terms and the items of an export."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from newsroom.articles.models import Tag

# Of a term's percent-encoded slug; WordPress cuts a longer one.
MAX_NICENAME_LENGTH = 200


def nicename(tag: Tag) -> str:
    """The tag's slug as WordPress keeps it. A Thai letter takes nine characters.

    Of a longer one the beginning, with the tag's number: two tags must not become one.
    """
    encoded = quote(tag.slug)
    if len(encoded) <= MAX_NICENAME_LENGTH:
        return encoded
    end, kept = f"-{tag.pk}", ""
    for letter in tag.slug:
        if len(kept) + len(quote(letter)) + len(end) > MAX_NICENAME_LENGTH:
            break
        kept += quote(letter)
    return kept + end


class Moments:
    """Times that an export has given to titles.

    WordPress takes an item with the title and the second of another for that one, and leaves it out.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def free(self, title: str, moment: datetime) -> datetime:
        """`moment`, or the first second after it that no item of this title has."""
        while (key := hash((title, int(moment.timestamp())))) in self._taken:
            moment += timedelta(seconds=1)
        self._taken.add(key)
        return moment
