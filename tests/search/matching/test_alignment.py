"""Edit distance between a query and a document, and what the query was meant to be."""

from __future__ import annotations

from collections import Counter

import pytest

from newsroom.search.analyzer import strip_spaces, trigrams
from newsroom.search.matching.alignment import (
    MIN_SHARE_OF_BEST_SCORE,
    _Alignment,
    _best_correction,
    max_edits,
    rerank_by_edit_distance,
)
from newsroom.search.matching.ranking import Candidate
from newsroom.search.models import SearchDocument


def candidate(pk: int, text: str) -> Candidate:
    return Candidate(SearchDocument(article_id=pk, title="ข่าว", keywords="", text=text))


@pytest.mark.parametrize(("length", "edits"), [(5, 1), (7, 1), (8, 2), (15, 2), (16, 3), (60, 3)])
def test_longer_queries_may_have_more_edits(length: int, edits: int) -> None:
    assert max_edits(length) == edits


def test_a_close_passage_ranks_first_and_is_the_correction_with_its_spaces() -> None:
    pattern = "สมชานใจดี"
    far, close = candidate(1, "คนละเรื่อง ใจดิบ"), candidate(2, "พบนาย สมชาย ใจดี เมื่อวาน")
    matches = rerank_by_edit_distance(
        pattern, [(1.0, far), (0.9, close)], trigrams(strip_spaces("สมชายใจดี"))
    )
    assert [hit.pk for hit in matches.hits] == [2, 1]
    assert matches.correction == "สมชาย ใจดี"


def test_hits_far_behind_the_best_are_left_out() -> None:
    scored = [(1.0, candidate(1, "")), (MIN_SHARE_OF_BEST_SCORE / 2, candidate(2, ""))]
    matches = rerank_by_edit_distance("ปูม้ากระบี่", scored, [])
    assert [hit.pk for hit in matches.hits] == [1]
    assert matches.correction == ""


def test_of_corrections_with_equal_edits_one_by_tone_marks_wins_then_the_most_frequent() -> None:
    passages = Counter(
        {
            _Alignment(1, "น้ำท่วม"): 1,
            _Alignment(1, "นำทวง"): 7,
            _Alignment(1, "นำทวี"): 2,
            _Alignment(2, "นำ"): 9,
        }
    )
    assert _best_correction("นำท่วม", passages) == "น้ำท่วม"
    del passages[_Alignment(1, "น้ำท่วม")]
    assert _best_correction("นำท่วม", passages) == "นำทวง"


@pytest.mark.parametrize(
    ("pattern", "text", "shown"),
    [
        ("เลือกตัง", "การเลือกตั้งครั้งนี้", "เลือกตั้ง"),
        ("ผวจเชียงใหม่", "ที่จเชียงใหม่วันนี้", ""), ("สามจังหวัด", "รวมงามจังหวัดนี้", ""),
        ("ประยุด", "พลเอกประยุทธ์กล่าว", ""), ("เชียงไหม", "ที่เชียงใหม่วันนี้", ""),
        ("น้ำท่วมๆๆ", "เกิด น้ำท่วม แล้ว", "น้ำท่วม"),
    ],
)  # fmt: skip
def test_a_correction_that_is_cut_inside_a_word_is_not_shown(
    pattern: str, text: str, shown: str
) -> None:
    found = [(1.0, candidate(1, text))]
    matches = rerank_by_edit_distance(pattern, found, trigrams(pattern))
    assert matches.correction
    assert matches.shown_correction == shown
