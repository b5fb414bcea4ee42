"""How text becomes trigrams."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.analyzer import (
    MAX_INDEXED_CHARACTERS,
    MAX_QUERY_TRIGRAMS,
    folded,
    sample_trigrams,
    strip_spaces,
    trigrams,
    word_offsets,
)


def test_trigrams_are_distinct_and_in_order() -> None:
    assert trigrams("abcabcd") == ["abc", "bca", "cab", "bcd"]
    assert trigrams("ab") == []


@given(st.text(alphabet="กขคabc", max_size=200))
def test_a_sample_is_bounded_and_has_the_first_and_the_last_trigram(text: str) -> None:
    every, sample = trigrams(text), sample_trigrams(text)
    assert len(sample) <= MAX_QUERY_TRIGRAMS
    assert set(sample) <= set(every)
    if every:
        assert (sample[0], sample[-1]) == (every[0], every[-1])


def test_text_is_folded_and_bounded() -> None:
    assert folded("ก.พ.ร.  ปี ๒๕๕๙\nCOVID") == "กพร ปี 2559 covid"
    assert len(folded("ก" * (MAX_INDEXED_CHARACTERS + 5))) == MAX_INDEXED_CHARACTERS


def test_word_offsets_count_without_spaces() -> None:
    title = "น้ำท่วม เชียงใหม่ 3 วัน"
    unspaced = strip_spaces(title)
    words = {unspaced[int(offset) :][:4] for offset in word_offsets(title).split()}
    assert {"เชีย", "3วัน", "วัน"} <= words
