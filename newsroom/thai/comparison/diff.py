"""The differences between two texts as runs of whole words, for showing them to an editor."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from newsroom.thai.graphemes import graphemes
from newsroom.thai.segmentation import segment_words

Op = Literal["equal", "delete", "insert"]
EQUAL: Op = "equal"
DELETE: Op = "delete"
INSERT: Op = "insert"

# An equal run between two changes is shown only from this many words on: a single unchanged word
# between changed ones reads worse than one longer change.
MIN_EQUAL_WORDS = 2
# The common beginning or end of a deletion and an insertion is split off only from this many
# graphemes on: one or two in common are accidental.
MIN_COMMON_GRAPHEMES = 3
# Paragraphs of more words than this are compared as a whole: word by word would take seconds.
MAX_WORDS = 3000


class DiffOp(NamedTuple):
    """One step of a diff: `text` is in both texts (`equal`), the old one or the new one only."""

    op: Op
    text: str


def word_diff(old: str, new: str) -> list[DiffOp]:
    """The steps from `old` to `new`; none is empty, and neighbours have different operations.

    The `equal` and `delete` texts joined are `old`; the `equal` and `insert` texts joined are `new`.
    Lines are compared first, then the words of the lines that differ, which keeps long texts fast.
    """
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    ops: list[DiffOp] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        deleted = "".join(old_lines[old_start:old_end])
        inserted = "".join(new_lines[new_start:new_end])
        if tag == "equal":
            ops.append(DiffOp(EQUAL, deleted))
        else:
            ops += _diff_words(deleted, inserted)
    return _merge(ops)


def _diff_words(old: str, new: str) -> list[DiffOp]:
    """The steps from `old` to `new`, word by word; not merged."""
    old_words, new_words = segment_words(old), segment_words(new)
    if not old_words or not new_words or max(len(old_words), len(new_words)) > MAX_WORDS:
        return [DiffOp(DELETE, old), DiffOp(INSERT, new)]
    opcodes = SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes()
    ops: list[DiffOp] = []
    for index, (tag, old_start, old_end, new_start, new_end) in enumerate(opcodes):
        deleted = "".join(old_words[old_start:old_end])
        inserted = "".join(new_words[new_start:new_end])
        is_inner = 0 < index < len(opcodes) - 1
        is_short = old_end - old_start < MIN_EQUAL_WORDS and "\n" not in deleted
        if tag == "equal" and not (is_inner and is_short):
            ops.append(DiffOp(EQUAL, deleted))
        else:
            ops += [DiffOp(DELETE, deleted), DiffOp(INSERT, inserted)]
    return ops


def _merge(ops: Iterable[DiffOp]) -> list[DiffOp]:
    """Neighbours of one operation joined; within a change the deletion before the insertion."""
    merged: list[DiffOp] = []
    deleted = inserted = ""
    for op, text in [*ops, DiffOp(EQUAL, "")]:
        if op == DELETE:
            deleted += text
        elif op == INSERT:
            inserted += text
        else:
            for step in [*_change(deleted, inserted), DiffOp(EQUAL, text)]:
                if merged and merged[-1].op == step.op:
                    merged[-1] = DiffOp(step.op, merged[-1].text + step.text)
                elif step.text:
                    merged.append(step)
            deleted = inserted = ""
    return merged


def _change(deleted: str, inserted: str) -> list[DiffOp]:
    """A deletion and an insertion, without what one has in common with the other's start or end.

    The segmenter takes กลาง and ตัวกลาง for one word each, but only ตัว is new.
    """
    op: Op
    if len(deleted) < len(inserted):
        short, long, op = deleted, inserted, INSERT
    else:
        short, long, op = inserted, deleted, DELETE
    short_graphemes, long_graphemes = graphemes(short), graphemes(long)
    if len(short_graphemes) >= MIN_COMMON_GRAPHEMES and short_graphemes != long_graphemes:
        extra = len(long_graphemes) - len(short_graphemes)
        if long_graphemes[:-extra] == short_graphemes:
            return [DiffOp(EQUAL, short), DiffOp(op, "".join(long_graphemes[-extra:]))]
        if long_graphemes[extra:] == short_graphemes:
            return [DiffOp(op, "".join(long_graphemes[:extra])), DiffOp(EQUAL, short)]
    steps = [DiffOp(DELETE, deleted), DiffOp(INSERT, inserted)]
    return [step for step in steps if step.text]
