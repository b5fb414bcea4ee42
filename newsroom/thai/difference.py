"""What changed between two texts, word by word, as a Thai reader would mark it with a pen."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from newsroom.thai.cut import clusters
from newsroom.thai.words import words

SAME, OUT, IN = "same", "out", "in"
# Two words that stayed, between words that changed, read worse than one longer change.
SHORTEST_ISLAND = 2
# A letter or two that both sides begin or end with say nothing.
SHORTEST_SHARED = 3
# Beyond this many words in one paragraph the comparison would take seconds.
MOST_WORDS = 3000


class Piece(NamedTuple):
    """A run of text that stayed (`same`), went (`out`) or came (`in`)."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """How `old` becomes `new`: `same` and `out` joined are `old`, `same` and `in` joined are `new`.

    Lines are matched first, then the words of lines that differ, so that long texts stay quick.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        out, into = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            pieces.append(Piece(SAME, out))
        else:
            pieces += _by_words(out, into)
    return _joined(pieces)


def _by_words(old: str, new: str) -> list[Piece]:
    before, after = words(old), words(new)
    if not before or not after or max(len(before), len(after)) > MOST_WORDS:
        return [Piece(OUT, old), Piece(IN, new)]
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces: list[Piece] = []
    for number, (tag, a, b, c, d) in enumerate(codes):
        out, into = "".join(before[a:b]), "".join(after[c:d])
        inside = 0 < number < len(codes) - 1
        island = tag == "equal" and inside and b - a < SHORTEST_ISLAND and "\n" not in out
        if tag == "equal" and not island:
            pieces.append(Piece(SAME, out))
        else:
            pieces += [Piece(OUT, out), Piece(IN, into)]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; within a change what went stands before what came."""
    joined: list[Piece] = []
    out = into = ""
    for kind, text in [*pieces, Piece(SAME, "")]:
        if kind == OUT:
            out += text
        elif kind == IN:
            into += text
        else:
            for piece in [*_change(out, into), Piece(SAME, text)]:
                if joined and joined[-1].kind == piece.kind:
                    joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
                elif piece.text:
                    joined.append(piece)
            out = into = ""
    return joined


def _change(out: str, into: str) -> list[Piece]:
    """What went and what came, less what one has of the other at its beginning or end.

    The segmenter takes กลาง and ตัวกลาง for one word each; only ตัว came.
    """
    short, long, kind = (out, into, IN) if len(out) < len(into) else (into, out, OUT)
    few, many = clusters(short), clusters(long)
    if len(few) >= SHORTEST_SHARED and few != many:
        more = len(many) - len(few)
        if many[:-more] == few:
            return [Piece(SAME, short), Piece(kind, "".join(many[-more:]))]
        if many[more:] == few:
            return [Piece(kind, "".join(many[:more])), Piece(SAME, short)]
    return [Piece(k, t) for k, t in ((OUT, out), (IN, into)) if t]
