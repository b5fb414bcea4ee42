"""Candidates of a query that no document matches."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.search.analyzer import trigrams
from newsroom.search.matching.fuzzy_match import (
    MAX_ERROR_POSITIONS,
    _title_in_query,
    _trigram_sets_with_one_error,
)
from tests.search.pages import publish, result_ids


@pytest.mark.parametrize(
    "misspelt",
    [
        "กระบี่ปูม้าคืนอ่าx",  # one wrong character
        "กระบี่ปูม้าคนอ่าว",  # one missing
        "กระบี่ปxูม้าคืนอ่าว",  # one added
        "กระบี่ปูม้าืคนอ่าว",  # two swapped
        "ระบี่ปูม้าคืนอ่าว",  # the first one missing
    ],
)
def test_a_text_has_all_trigrams_of_one_set_if_the_query_has_one_error(misspelt: str) -> None:
    known = trigrams("กระบี่ปูม้าคืนอ่าว")
    sets = _trigram_sets_with_one_error(misspelt, dict.fromkeys(known, 1))
    assert 0 < len(sets) <= MAX_ERROR_POSITIONS
    assert any(set(trigram_set) <= set(known) for trigram_set in sets)


def test_a_query_with_two_distant_errors_has_no_set_of_known_trigrams() -> None:
    known = dict.fromkeys(trigrams("กระบี่ปูม้าคืนอ่าว"), 1)
    assert _trigram_sets_with_one_error("กxะบี่ปูม้าคืนอ่xว", known) == []


def test_a_title_in_the_query_weighs_more_the_longer_it_is() -> None:
    assert _title_in_query("เขื่อนรัชชประภา", "เขื่อนรัชชประภาสร้างเมื่อใด") == 1
    assert _title_in_query("ปูม้า", "ปูม้ากินอะไร") == len("ปูม้า") / 8
    assert _title_in_query("ปู", "ปูม้ากินอะไร") == 0
    assert _title_in_query("ปูม้าแพง", "ปูม้ากินอะไร") == 0


@pytest.mark.django_db
def test_a_whole_question_finds_the_article_that_answers_it(client: Client) -> None:
    publish("แข่งเรือยาวปลายปี")
    pk = publish("เขื่อนรัชชประภา", "<p>เขื่อนรัชชประภาสร้างเสร็จใน พ.ศ. 2530 ที่สุราษฎร์ธานี</p>")
    assert result_ids(client, "เขื่อนรัชชประภาสร้างเสร็จเมื่อใดครับ")[0] == pk
