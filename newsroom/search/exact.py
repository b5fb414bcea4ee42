"""Stories that have everything that was asked for."""

from __future__ import annotations

from typing import NamedTuple

from newsroom.search.analysis import spread_grams
from newsroom.search.engines import Narrow, Wanted, engine
from newsroom.search.models import SearchText
from newsroom.search.query import Query
from newsroom.search.rank import Candidate, Hit

# How many stories one way of asking may bring; a search has up to four ways.
FROM_TITLES = 80
FROM_TEXTS = 140
BY_DATE = 300


class Exact(NamedTuple):
    """Stories that have all terms, best first; `more`: there are more, older ones."""

    hits: list[Hit]
    more: bool = False


def exact(query: Query, narrow: Narrow, newest_first: bool = False) -> Exact:
    """Every story that has all terms; of very many the best and the newest."""
    if query.is_empty:
        return Exact([])
    terms = _wanted([term.spellings for term in query.terms])
    whole = _wanted([query.whole]) if len(query.terms) > 1 else terms
    if terms is None:
        return Exact([])
    ask = engine().having_all
    if newest_first:
        ids = set(ask("text", terms, narrow, BY_DATE, newest_first=True))
        more = len(ids) == BY_DATE
    else:
        ids = set(ask("text", terms, narrow, FROM_TEXTS))
        more = len(ids) == FROM_TEXTS
        ids.update(ask("title", terms, narrow, FROM_TITLES))
        if len(query.terms) > 1 and whole is not None and len(ids) >= FROM_TITLES:
            ids.update(ask("text", whole, narrow, FROM_TEXTS))
    hits = [
        Hit(candidate.row.pk, candidate.score(query, narrow.at), candidate.row.visible_from)
        for candidate in candidates(ids)
        if candidate.matches(query)
    ]
    return Exact(sorted(hits, key=lambda hit: (-hit.score, -hit.pk)), more)


def candidates(ids: set[int]) -> list[Candidate]:
    """The folded texts of these stories."""
    return [Candidate(row) for row in SearchText.objects.filter(pk__in=ids)]


def _wanted(groups: list[tuple[str, ...]]) -> Wanted | None:
    """The grams of every group's spellings; None when nothing can have them.

    Two characters are found by all the grams that begin with them; beside longer terms they are
    left to the check of what was found.
    """
    long = [group for group in groups if min(map(len, group)) > 2]
    if long:
        return [[spread_grams(spelling) for spelling in group] for group in long]
    wanted: Wanted = []
    for group in groups:
        ways: list[list[str]] = []
        for spelling in group:
            if len(spelling) > 2:
                ways.append(spread_grams(spelling))
            else:
                ways += [[gram] for gram in engine().beginning_with(spelling)]
        if not ways:
            return None
        wanted.append(ways)
    return wanted
