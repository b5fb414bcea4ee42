import pytest
from hypothesis import given

from newsroom.thai.folding import fold
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("๒๕๕๙", "2559"),
        ("COVID", "covid"),
        ("ก.พ.ร.", "กพร"),
        ("อบจ.กระบี่", "อบจกระบี่"),
        ("น้ำ  ท่วม", "น\u0e49\u0e4d\u0e32 ท่วม"),
        ("“ทะเล”", '"ทะเล"'),
    ],
)
def test_spellings_of_the_same_words_fold_to_one_key(first: str, second: str) -> None:
    """T-N3"""
    assert fold(first) == fold(second)


def test_different_words_fold_to_different_keys() -> None:
    """T-N3, T-S2"""
    words = ["ข่าว", "ขาว", "ข้าว", "ใกล้", "ไกล", "3.5", "35", "เก่า", "เก้า", "ต่าง ๆ", "ต่าง"]
    assert len({fold(word) for word in words}) == len(words)


def test_full_stops_outside_abbreviations_are_kept() -> None:
    assert fold("09.00 www.a.com 3.5") == "09.00 www.a.com 3.5"


@given(thai)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
