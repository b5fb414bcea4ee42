"""The one analyser: what of a text is indexed, and what of a query is looked for.

Both sides are folded (T-N3). Blanks are then taken out, because Thai puts them where it likes, and
the database indexes every three characters that stand together: its *grams*.
"""

from __future__ import annotations

from newsroom.thai.folding import fold
from newsroom.thai.words import words

# The whole of any story, but not of a megabyte that somebody pasted.
LONGEST_TEXT = 200_000
# Grams asked for at once: spread over the term, they say as much as all of them.
MOST_GRAMS = 12


def folded(text: str) -> str:
    """The text as the index keeps it: one line, one spelling, blanks where they were."""
    return fold(text[:LONGEST_TEXT])


def squeeze(text: str) -> str:
    """Folded text without its blanks."""
    return text.replace(" ", "")


def grams(squeezed: str) -> list[str]:
    """Every three characters that stand together, each once, in order."""
    return list(dict.fromkeys(squeezed[at : at + 3] for at in range(len(squeezed) - 2)))


def spread_grams(squeezed: str) -> list[str]:
    """At most `MOST_GRAMS` grams from all over a term: what has them all very likely has the term."""
    found = grams(squeezed)
    if len(found) <= MOST_GRAMS:
        return found
    step = (len(found) - 1) / (MOST_GRAMS - 1)
    return list(dict.fromkeys(found[round(number * step)] for number in range(MOST_GRAMS)))


def word_starts(title: str) -> str:
    """Where words begin in the squeezed title, as `0 3 7` (uses the dictionary: never for readers)."""
    starts, place = [], 0
    for word in words(title):
        size = len(squeeze(word))
        if size:
            starts.append(str(place))
        place += size
    return " ".join(starts)
