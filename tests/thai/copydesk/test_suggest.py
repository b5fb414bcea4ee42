from hypothesis import given, settings

from newsroom.thai.copydesk.suggest import (
    MAX_STANDFIRST_GRAPHEMES,
    count_word_sequences,
    suggest_keywords,
    suggest_standfirst,
)
from newsroom.thai.folding import fold
from newsroom.thai.graphemes import grapheme_count
from tests.thai.strategies import thai


def test_word_sequences_are_keys_of_whole_words() -> None:
    counts = count_word_sequences("น้ำท่วมกระบี่ ๒๕๕๙")
    assert {fold("น้ำท่วม"), fold("กระบี่"), "2559"} <= set(counts)
    assert fold("ท่วมกระ") not in counts


def test_keywords_are_names_and_subjects() -> None:
    text = "นายสมชาย ใจดี นายอำเภอเกาะลันตา จังหวัดกระบี่ กล่าวถึงปะการัง " * 3
    keywords = suggest_keywords("ปลูกปะการังที่กระบี่", text)
    assert {"ปะการัง", "กระบี่", "สมชาย ใจดี"} <= set(keywords)
    assert "กล่าว" not in keywords


@given(thai, thai)
@settings(deadline=None)
def test_a_suggested_standfirst_is_never_too_long(headline: str, text: str) -> None:
    standfirst = suggest_standfirst(headline, text * 20)
    assert grapheme_count(standfirst) <= MAX_STANDFIRST_GRAPHEMES


def test_a_suggested_standfirst_is_about_the_headline_and_has_no_dateline() -> None:
    lead = "วันนี้ (15 ส.ค. 59) ชาวประมงปลูกปะการังหน้าหาดกระบี่กว่าสองร้อยต้น เพื่อฟื้นฟูแหล่งอาศัยของปลา"
    standfirst = suggest_standfirst("ชาวประมงปลูกปะการัง", f"{lead}\nสภาพอากาศวันนี้แจ่มใส")
    assert standfirst.startswith("ชาวประมงปลูก")
