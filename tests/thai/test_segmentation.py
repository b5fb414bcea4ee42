import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

from newsroom.thai.segmentation import WordSet, reading_time_minutes, segment_words, word_count
from tests.thai.strategies import thai
from tests.thai.test_truncation import SENTENCE

WORDS: Any = WordSet(thai_words())


def test_segments_joined_are_the_text_and_thai_words_are_found() -> None:
    text = "ชาวประมงพื้นบ้าน 14 ลำ ออกเรือเวลา 04.30 น. (ที่แหลมทราย) OK\n"
    segments = segment_words(text)
    assert "".join(segments) == text
    assert "ชาวประมง" in segments or "ประมง" in segments


@given(thai)
def test_segments_of_any_text_joined_are_the_text(text: str) -> None:
    assert "".join(segment_words(text)) == text


@settings(deadline=None)  # the first example loads PyThaiNLP's trie
@given(st.lists(st.sampled_from(sorted(thai_words())) | thai, max_size=8))
def test_a_word_set_gives_the_words_that_pythainlps_trie_gives(parts: list[str]) -> None:
    text = "".join(parts)
    for run in filter(None, text.split()):
        with_word_set = word_tokenize(run, custom_dict=WORDS, engine="newmm")
        assert with_word_set == word_tokenize(run, engine="newmm")


@pytest.mark.parametrize("part", ["ก", " ", "ๆ", "👩‍👩‍👧", "่"])
def test_a_megabyte_of_one_character_is_segmented_in_time(part: str) -> None:
    """newmm is quadratic in the length of one call; the bound leaves room for a busy machine"""
    text = part * (1_000_000 // len(part))
    start = time.monotonic()
    assert "".join(segment_words(text)) == text
    assert time.monotonic() - start < 30


def test_words_are_counted_without_spaces_between_them() -> None:
    """T-E2: Django's wordcount is 1 for this sentence; a manual count is about 27"""
    assert 20 <= word_count(SENTENCE) <= 34
    assert word_count("") == 0
    assert word_count("one two สาม") == 3


def test_the_reading_time_of_a_long_text_without_spaces_is_long() -> None:
    """T-E2: never one minute for 3,000 characters"""
    text = "ก่อนอื่นต้องขอบคุณทุกคนที่มาร่วมงานในวันนี้" * 70
    assert reading_time_minutes(word_count(text)) >= 3
    assert reading_time_minutes(word_count("สั้น")) == 1


def test_only_segmentation_loads_pythainlp() -> None:
    """Its dictionary costs 17 MB and 0.1 s, which no reader's request may pay"""
    code = (
        "import sys\n"
        "from newsroom.thai import clean, collation, dates, folding, graphemes, numerals, segmentation, slugs\n"
        "from newsroom.thai.lines import typography\n"
        "text = 'น้ำท่วม ๒๕๕๙ ' * 30\n"
        "folding.fold(text); segmentation.reading_time_minutes(segmentation.word_count(text))\n"
        "slugs.thai_slug(text); collation.sort_key(text); typography.headline_html(text)\n"
        "graphemes.graphemes(text); dates.parse_datetime('6/8/2559 09.05')\n"
        "sys.exit('pythainlp.tokenize' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
