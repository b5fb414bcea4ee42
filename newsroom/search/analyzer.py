"""The analyser: how text becomes index terms, the same way for documents and for queries.

Text is folded (T-N3). Spaces are then removed, because Thai puts them between phrases and not
between words, and what remains is indexed as character trigrams: every three consecutive
characters.
"""

from __future__ import annotations

from newsroom.thai.folding import fold
from newsroom.thai.segmentation import segment_words

# Longer than any article; protects the index from a pasted megabyte.
MAX_INDEXED_CHARACTERS = 200_000
# Trigrams of one term sent to the database; spread evenly over the term, they select as well as all.
MAX_QUERY_TRIGRAMS = 12


def folded(text: str) -> str:
    """The text as a `SearchDocument` stores it: one folded line, spaces kept."""
    return fold(text[:MAX_INDEXED_CHARACTERS])


def strip_spaces(text: str) -> str:
    """Folded text without its spaces."""
    return text.replace(" ", "")


def trigrams(unspaced: str) -> list[str]:
    """The distinct character trigrams of a text, in order of first occurrence."""
    return list(dict.fromkeys(unspaced[start : start + 3] for start in range(len(unspaced) - 2)))


def sample_trigrams(unspaced: str) -> list[str]:
    """At most `MAX_QUERY_TRIGRAMS` trigrams, evenly spaced over a term.

    A document that contains them all almost always contains the term; whoever asks verifies it.
    """
    every = trigrams(unspaced)
    if len(every) <= MAX_QUERY_TRIGRAMS:
        return every
    step = (len(every) - 1) / (MAX_QUERY_TRIGRAMS - 1)
    return list(dict.fromkeys(every[round(index * step)] for index in range(MAX_QUERY_TRIGRAMS)))


def word_offsets(title: str) -> str:
    """Where the words of a title begin, as offsets into the unspaced title: `0 3 7`.

    Segments with the dictionary, which is slow: used for indexing, never in a reader's request.
    """
    offsets, offset = [], 0
    for word in segment_words(title):
        length = len(strip_spaces(word))
        if length:
            offsets.append(str(offset))
        offset += length
    return " ".join(offsets)
