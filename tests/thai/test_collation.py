from hypothesis import given

from newsroom.thai.collation import MAX_SORT_KEY_LENGTH, sort_key
from tests.thai.strategies import thai


def test_names_are_sorted_as_in_a_thai_dictionary() -> None:
    """T-C1"""
    expected = "กา เก่า ไก่ ขาว ข่าว ข้าว เขา จาน แม่ โรง ฤดู ฮา".split()
    unsorted = "ฮา ฤดู ขาว โรง ข้าว ไก่ แม่ กา จาน เขา เก่า ข่าว".split()
    assert sorted(unsorted, key=sort_key) == expected


def test_numbers_come_first_by_value_then_latin_then_thai() -> None:
    """T-C1"""
    expected = ["9", "๑๐", "apple", "กา", "แม่"]
    assert sorted(["แม่", "apple", "9", "กา", "๑๐"], key=sort_key) == expected


@given(thai)
def test_sort_keys_fit_their_column(text: str) -> None:
    assert len(sort_key(text)) <= MAX_SORT_KEY_LENGTH
