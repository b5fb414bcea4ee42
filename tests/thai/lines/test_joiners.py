from hypothesis import given, settings

from newsroom.thai.clean import clean
from newsroom.thai.lines.joiners import (
    COMPOUNDS_FILE,
    TORN_WORDS_FILE,
    WORD_JOINER,
    WordJoiner,
    join_headline_words,
    join_words,
    without_joiners,
)
from tests.thai.strategies import thai

# Words torn in real stories, most often first.
TORN = (
    "บูรณาการ นายกฯ กระทรวงเกษตรฯ เศรษฐา พระราชดำริ เมียนมา โซเชียล ฮาลาล สิริกิติ์ ณัฐพล เฟซบุ๊ก คาซัคสถาน เอเปค ยูเนสโก "
    "โปรโมชั่น สมาร์ท มาสด้า แกรนด์ บ็อกซ์ ธรรมาภิบาล จุฬาภรณ์ ไมโครซอฟท์ รามาวตาร วีลแชร์ ศาสนสถาน สึนามิ ภัณฑารักษ์ แกร็บ "
    "ราชกิจจานุเบกษา ธรรม์ เซเว่น มูลนิธิ เป็นกลาง อาเซม ผลกระทบ สักการะ โควิด ต่อยอด"
).split()


def test_words_that_browsers_tear_are_in_the_table() -> None:
    """T-L6"""
    missing = [word for word in TORN if WORD_JOINER not in join_words(word)]
    assert missing == []


def test_the_longest_word_wins_and_the_search_goes_on_behind_it() -> None:
    joiner = WordJoiner(["กข|คง", "กข|คงจ|ฉ", "ฉช|ซ"])
    assert joiner.join("ฮกขคงจฉชซ กขคงกขค") == (
        f"ฮกข{WORD_JOINER}คงจ{WORD_JOINER}ฉชซ กข{WORD_JOINER}คงกขค"
    )
    assert WordJoiner([]).join("เมียนมา") == "เมียนมา"


def test_headlines_keep_everyday_compounds_whole() -> None:
    for word in ("โรงพยาบาล", "งบประมาณ", "ท่องเที่ยว", "น้ำท่วม"):
        assert WORD_JOINER in join_headline_words(word), word
        assert WORD_JOINER not in join_words(word), word


@settings(deadline=None)  # the tables are read on first use
@given(thai)
def test_joining_changes_nothing_else_and_is_undone_by_cleaning(text: str) -> None:
    joined = join_headline_words(text)
    assert without_joiners(joined) == text.replace(WORD_JOINER, "")
    assert clean(joined) == clean(text)


def test_the_tables_have_words_of_three_characters_or_more_each_once() -> None:
    for file in (TORN_WORDS_FILE, COMPOUNDS_FILE):
        lines = file.read_text("utf-8").split()
        words = [line.replace("|", "") for line in lines]
        assert words == sorted(set(words))
        assert min(map(len, words)) >= 3
        assert all("|" in line and "||" not in line for line in lines)
