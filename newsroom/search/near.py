"""When nothing has all that was asked: the stories that come nearest, and what was likely meant.

Rare grams of the query bring candidates; how much of the query a story covers ranks them. Where a
piece of a story is but an edit or two away from the query, that piece is what the reader meant.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

from newsroom.search.analysis import MOST_GRAMS, grams, squeeze
from newsroom.search.engines import Narrow, engine
from newsroom.search.exact import candidates
from newsroom.search.models import SearchText
from newsroom.search.query import Query
from newsroom.search.rank import Candidate, Hit
from newsroom.thai.clean import strip_tones
from newsroom.thai.edits import nearest
from newsroom.web.pages import kept

SHORTEST = 5
RAREST = 10
COMMON_SHARE = 0.25
FROM_TEXTS, FROM_TITLES = 60, 40
# Grams are taken, the rarest first, until so many stories have them: more cost time and tell little.
MOST_CARRIERS, FEWEST_GRAMS = 8_000, 3
# Only the best are compared letter by letter, with queries that are names and phrases.
COMPARED = 80
LONGEST_COMPARED = 60
WINDOWS = 4
# What counts for how much; found by trying them on real queries (`manage.py evaluate_search`).
WEIGHED, COVERED, IN_TITLE, TERMS, TERMS_IN_TITLE, ALIKE = 0.3, 1.0, 0.5, 0.7, 0.5, 1.2
# Below this share of the query's grams a story has nothing to do with it.
LEAST_COVERED = 0.4
BELOW_BEST = 0.5
MOST = 60
MOST_IN_TITLE = 15
# Stories that have all but what one mistake would spoil, and where to suppose it.
ALMOST, MOST_PLACES = 60, 12
TITLE_ASKED, ALMOST_ALL = 1.2, 0.2
# What asks says nothing about what is asked for.
_QUESTION = re.compile(
    "คืออะไร|เพราะอะไร|อะไร|อย่างไร|ยังไง|ที่ไหน|เท่าไหร่|เท่าไร|เท่าใด|เมื่อไหร่|เมื่อไร|เมื่อใด|ใคร|ทำไม"
    r"|หรือไม่|หรือเปล่า|(?:บ้าง|ไหน|ใด|ไหม|มั้ย|ครับ|ค่ะ|คะ|หน่อย)*[?\s]*$"
)


class Nearest(NamedTuple):
    """What came nearest, best first; `meant` is the text the query is a misspelling of, or empty."""

    hits: list[Hit]
    meant: str = ""


def edits_allowed(length: int) -> int:
    """How many letters may differ, by the length of what was typed."""
    return 1 if length < 8 else 2 if length < 16 else 3


def near(query: Query, narrow: Narrow) -> Nearest:
    """The stories nearest to a query that no story answers whole."""
    pattern = squeeze(query.folded)
    if len(pattern) < SHORTEST:
        return Nearest([])
    asked = grams(squeeze(_QUESTION.sub("", query.folded))) or grams(pattern)
    frequency = engine().frequencies(asked)
    known = [gram for gram in asked if frequency.get(gram)]
    if not known:
        return Nearest([])
    stories = kept("stories to search in", SearchText.objects.count)
    idf = {gram: math.log(1 + stories / frequency[gram]) for gram in known}
    by_rarity = sorted(known, key=frequency.__getitem__)
    rare = _rare(by_rarity, frequency, stories)
    weights = {gram: idf[gram] for gram in rare}
    titled = {gram: idf[gram] for gram in by_rarity[:MOST_IN_TITLE]}
    ask = engine()
    weighed = dict(ask.having_some("text", weights, narrow, FROM_TEXTS))
    ids = set(weighed) | {pk for pk, _ in ask.having_some("title", titled, narrow, FROM_TITLES)}
    almost: set[int] = set()
    if len(pattern) <= LONGEST_COMPARED and (ways := _without_each(pattern, frequency)):
        almost = set(ask.having_all("text", [ways], narrow, ALMOST))
    # A gram that no story has counts as the rarest: a query made of such is no query of ours.
    missing = (len(asked) - len(known)) * math.log(1 + stories)
    whole, heaviest = sum(idf.values()), sum(weights.values())
    scored = []
    for story in candidates(ids | almost):
        if any(map(story.has, query.excluded)):
            continue
        covered = sum(value for gram, value in idf.items() if story.has(gram)) / whole
        is_almost, is_title = story.row.pk in almost, _title_is_asked(story.title, pattern)
        if (
            not is_almost
            and not is_title
            and covered * whole / (whole + missing / 2) < LEAST_COVERED
        ):
            continue
        in_title = sum(value for gram, value in idf.items() if gram in story.title) / whole
        found = _share(query, story.has)
        scored.append(
            (
                WEIGHED * weighed.get(story.row.pk, 0.0) / heaviest
                + COVERED * covered
                + IN_TITLE * in_title
                + TERMS * found
                + TERMS_IN_TITLE * _share(query, story.title.__contains__)
                + TITLE_ASKED * is_title
                + ALMOST_ALL * is_almost
                + story.newness(narrow.at),
                story,
            )
        )
    scored.sort(key=lambda pair: -pair[0])
    return _compare(pattern, scored, by_rarity)


def _rare(by_rarity: list[str], frequency: dict[str, int], stories: int) -> list[str]:
    """The grams that bring candidates: rare ones, and not too many stories in all."""
    carriers = 0
    rare: list[str] = []
    for gram in by_rarity[:RAREST]:
        carriers += frequency[gram]
        too_common = frequency[gram] > COMMON_SHARE * stories or carriers > MOST_CARRIERS
        if too_common and len(rare) >= FEWEST_GRAMS:
            break
        rare.append(gram)
    return rare


def _without_each(pattern: str, frequency: dict[str, int]) -> list[list[str]]:
    """The grams of the query without those that one mistyped letter (or two swapped) would spoil.

    One list for each place where the mistake may be; the places whose grams are rarest first. A
    story with what was meant has all grams of one of the lists.
    """
    every = [pattern[at : at + 3] for at in range(len(pattern) - 2)]
    spoilt = 4 if len(every) >= 7 else 3
    places = sorted(
        range(-spoilt + 2, len(every)),
        key=lambda at: min(
            frequency.get(gram, 0) for gram in every[max(at, 0) : at + spoilt] or [pattern]
        ),
    )
    lists = []
    for at in places[:MOST_PLACES]:
        rest = [*every[: max(at, 0)], *every[at + spoilt :]]
        if rest and all(map(frequency.get, rest)):
            rest = sorted(dict.fromkeys(rest), key=frequency.__getitem__)
            lists.append(rest[:MOST_GRAMS])
    return lists


def _title_is_asked(title: str, pattern: str) -> float:
    """1 for a story whose whole title stands in the question, as in an encyclopedia's."""
    title = title.rstrip()
    return min(len(title) / 8, 1) if len(title) > 3 and title in pattern else 0


def _share(query: Query, has: object) -> float:
    """The weight of the terms that are found, of all."""
    weights = [(term.weight, any(map(has, term.spellings))) for term in query.terms]  # type: ignore[call-overload]
    return sum(w for w, found in weights if found) / max(sum(w for w, _ in weights), 1e-9)


def _compare(pattern: str, scored: list[tuple[float, Candidate]], by_rarity: list[str]) -> Nearest:
    """Look letter by letter at the best, and order by what that shows."""
    allowed = edits_allowed(len(pattern))
    hits, pieces = [], Counter[tuple[int, str]]()
    for place, (score, story) in enumerate(scored):
        if place < COMPARED and len(pattern) <= LONGEST_COMPARED:
            edits, piece = _alike(pattern, story, by_rarity)
            if edits <= allowed:
                score += ALIKE * (1 - edits / (allowed + 1))
                pieces[edits, _as_written(piece, story)] += 1
        hits.append(Hit(story.row.pk, score, story.row.visible_from))
    hits.sort(key=lambda hit: (-hit.score, -hit.pk))
    best = hits[0].score if hits else 0
    return Nearest(
        [hit for hit in hits if hit.score >= best * BELOW_BEST][:MOST], _likeliest(pattern, pieces)
    )


def _likeliest(pattern: str, pieces: Counter[tuple[int, str]]) -> str:
    """What was meant: the fewest edits; of these a forgotten tone mark; then what is commonest."""
    if not pieces:
        return ""
    bare = strip_tones(pattern)
    fewest = min(edits for edits, _ in pieces)
    return max(
        (count + 1000 * (strip_tones(squeeze(piece)) == bare), piece)
        for (edits, piece), count in pieces.items()
        if edits == fewest
    )[1]


def _alike(pattern: str, story: Candidate, by_rarity: list[str]) -> tuple[int, str]:
    """The fewest edits between the query and a piece of the story, and that piece."""
    reach = edits_allowed(len(pattern))
    fewest, piece = reach + 1, ""
    for text in (story.title, story.labels, story.text):
        windows = 0
        for gram in by_rarity:
            at = text.find(gram)
            if at < 0:
                continue
            offset = pattern.find(gram)
            while at >= 0 and windows < WINDOWS:
                start = max(0, at - offset - reach)
                window = text[start : at - offset + len(pattern) + reach]
                if found := nearest(pattern, window, min(reach, fewest - 1)):
                    fewest, piece = found.edits, window[found.start : found.end]
                    if fewest == 1:
                        return fewest, piece
                windows += 1
                at = text.find(gram, at + len(pattern))
            if windows >= WINDOWS:
                break
    return fewest, piece


def _as_written(piece: str, story: Candidate) -> str:
    """A squeezed piece with the blanks it has in the story."""
    pattern = re.compile(" ?".join(map(re.escape, piece)))
    for text in (story.row.title, story.row.labels, story.row.text):
        if found := pattern.search(text):
            return found.group()
    return piece
