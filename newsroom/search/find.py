"""A search from what was typed to the stories: exactly that, or what was likely meant."""

from __future__ import annotations

from typing import NamedTuple

from newsroom.search.engines import Narrow
from newsroom.search.exact import exact
from newsroom.search.near import near
from newsroom.search.query import Query, parse
from newsroom.search.rank import Hit
from newsroom.thai.clean import has_thai
from newsroom.thai.keyboard import typed_as_latin, typed_as_thai
from newsroom.thai.places import province


class Found(NamedTuple):
    """What a search brought."""

    query: Query
    hits: list[Hit]
    # What was searched instead of what was typed: «แสดงผลสำหรับ …».
    instead: str = ""
    # Whether the stories only come near.
    is_near: bool = False
    # Whether more stories have it than are shown.
    more: bool = False

    @property
    def has_missed(self) -> bool:
        """Whether words were typed that no story of ours has."""
        return bool(self.query.typed) and (not self.hits or self.is_near or bool(self.instead))


def find(typed: str, narrow: Narrow, newest_first: bool = False) -> Found:
    """Stories for what was typed. Never fails; finds nothing for nothing."""
    query = parse(typed)
    if query.is_empty:
        return Found(query, [])
    hits, more = exact(query, narrow, newest_first)
    if parted := query.parted():
        hits = _joined(hits, exact(parted, narrow, newest_first).hits)
    if hits:
        return _ordered(Found(query, hits, more=more), newest_first)
    for other in _other_readings(query):
        hits, more = exact(parse(other), narrow, newest_first)
        if hits:
            return _ordered(Found(query, hits, instead=other, more=more), newest_first)
    other = next(iter(_other_readings(query)), "")
    reading = query if has_thai(query.typed) or not other else parse(other)
    nearest = near(reading, narrow)
    if nearest.meant:
        known = exact(parse(nearest.meant), narrow, newest_first).hits
        nearest = nearest._replace(hits=_joined(known, nearest.hits))
    instead = nearest.meant or (other if reading is not query and nearest.hits else "")
    found = Found(query, nearest.hits, instead=instead, is_near=bool(nearest.hits))
    return _ordered(found, newest_first)


def _joined(first: list[Hit], more: list[Hit]) -> list[Hit]:
    """The first, then those of the others that are not among them."""
    known = {hit.pk for hit in first}
    return [*first, *(hit for hit in more if hit.pk not in known)]


def _other_readings(query: Query) -> list[str]:
    """The query on the other keyboard, and a province by its Latin name."""
    typed = query.typed
    if has_thai(typed):
        latin = typed_as_thai(typed)
        return [latin] if not has_thai(latin) else []
    place = province(typed)
    return [reading for reading in (place, typed_as_latin(typed)) if reading]


def _ordered(found: Found, newest_first: bool) -> Found:
    if not newest_first:
        return found
    hits = sorted(found.hits, key=lambda hit: (hit.when, hit.pk), reverse=True)
    return found._replace(hits=hits)
