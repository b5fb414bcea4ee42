import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

from newsroom.thai.clean import clean_line
from newsroom.thai.cut import LEADING_VOWELS, clusters, count_clusters, cut_bytes, excerpt
from newsroom.thai.words import Lexicon, reading_minutes, word_count, words
from tests.thai.strategies import MARKS, thai_text

LEXICON: Any = Lexicon(thai_words())
LONG = (
    "องค์การบริหารส่วนจังหวัดกระบี่จัดอบรมสัมมนาโครงการสานสัมพันธ์เครือข่ายประชาสัมพันธ์"
    "ให้เกิดประสิทธิภาพและตอบสนองความต้องการของประชาชนในพื้นที่"
)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("น้ำ", ["น้ำ"]),
        ("กิ่งไม้", ["กิ่", "ง", "ไ", "ม้"]),
        ("ที่ปู่", ["ที่", "ปู่"]),
        ("พุทฺโธ", ["พุ", "ทฺ", "โ", "ธ"]),
        ("👩‍👩‍👧ก", ["👩‍👩‍👧", "ก"]),
        ("🇹🇭🇱🇦", ["🇹🇭", "🇱🇦"]),
        ("👍🏽", ["👍🏽"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("ก\r\nข", ["ก", "\r\n", "ข"]),
    ],
)
def test_letters_are_what_a_reader_sees(text: str, letters: list[str]) -> None:
    assert clusters(text) == letters
    assert count_clusters(text) == len(letters)


@given(thai_text)
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(thai_text, st.integers(0, 40))
def test_an_excerpt_is_a_whole_beginning(text: str, most: int) -> None:
    """T-E1: a prefix, at most that long, no cluster cut, `…` only if cut"""
    line, cut = clean_line(text), excerpt(text, most)
    if cut == line:
        assert count_clusters(line) <= most or not line
        return
    assert cut.endswith("…")
    kept = cut[:-1]
    assert line.startswith(kept)
    assert count_clusters(kept) <= most
    assert "".join(clusters(line)[: count_clusters(kept)]) == kept
    assert not kept or kept[-1] not in LEADING_VOWELS


def test_an_excerpt_never_tears_a_vowel_off() -> None:
    """T-E1"""
    assert excerpt("กิ่งไม้ล้มทับรถ", 2) in ("กิ่ง…", "กิ่…", "…")
    assert excerpt("กิ่งไม้ล้มทับรถ", 1) != "ก…"


def test_an_excerpt_ends_on_a_word_where_one_is_near() -> None:
    """T-E1"""
    assert excerpt(LONG, 25) == "องค์การบริหารส่วนจังหวัดกระบี่จัด…"
    assert excerpt("ข่าวเช้า ข่าวเย็น", 100) == "ข่าวเช้า ข่าวเย็น"
    assert excerpt("สวัสดี ชาวโลกทั้งหลาย", 7) == "สวัสดี…"


@given(thai_text, st.integers(0, 90))
def test_cutting_by_bytes_keeps_letters_whole(text: str, most: int) -> None:
    from urllib.parse import quote

    text = clean_line(text)
    kept = cut_bytes(text, most)
    assert text.startswith(kept)
    assert len(quote(kept)) <= most
    rest = text[len(kept) :]
    assert not (kept and rest and rest[0] in MARKS)


def test_words_lose_nothing_and_find_thai_words() -> None:
    text = "ชาวประมงพื้นบ้าน 14 ลำ ออกเรือเวลา 04.30 น. (ที่แหลมทราย) OK\n"
    found = words(text)
    assert "".join(found) == text
    assert "ชาวประมง" in found or "ประมง" in found


@given(thai_text)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@settings(deadline=None)  # the first example loads the trie
@given(st.lists(st.sampled_from(sorted(thai_words())) | thai_text, max_size=8))
def test_words_are_those_that_pythainlps_own_dictionary_finds(pieces: list[str]) -> None:
    text = "".join(pieces)
    for run in filter(None, text.split()):
        ours = word_tokenize(run, custom_dict=LEXICON, engine="newmm")
        assert ours == word_tokenize(run, engine="newmm")


@pytest.mark.parametrize("piece", ["ก", " ", "ๆ", "👩‍👩‍👧", "่"])
def test_a_megabyte_of_one_thing_does_not_stop_the_segmenter(piece: str) -> None:
    """The segmenter is quadratic in what it is given at once; the bound is far above the need."""
    text = piece * (1_000_000 // len(piece))
    start = time.monotonic()
    assert "".join(words(text)) == text
    assert time.monotonic() - start < 30


def test_words_are_counted_without_blanks_between_them() -> None:
    """T-E2: Django's own count of this is 1; a careful count is about 27"""
    assert 20 <= word_count(LONG) <= 34
    assert word_count("") == 0
    assert word_count("one two สาม") == 3


def test_reading_time_does_not_call_a_long_story_short() -> None:
    """T-E2: never «1 นาที» for 3,000 letters without a blank"""
    assert reading_minutes("ก่อนอื่นต้องขอบคุณทุกคนที่มาร่วมงานในวันนี้" * 70) >= 3
    assert reading_minutes("สั้น") == 1


def test_a_readers_request_needs_no_dictionary() -> None:
    """17 MB and 0.1 s: nothing but words() may load the segmenter"""
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from newsroom.thai import clean, cut, dates, folding, numerals, slugs, sorting, typography, words\n"
        "text = 'น้ำท่วม ๒๕๕๙ ' * 30\n"
        "folding.fold(text); words.word_count(text); words.reading_minutes(text)\n"
        "slugs.thai_slug(text); sorting.sort_key(text); typography.headline_markup(text)\n"
        "cut.clusters(text); dates.parse_datetime('6/8/2559 09.05')\n"
        "sys.exit('pythainlp.tokenize' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
