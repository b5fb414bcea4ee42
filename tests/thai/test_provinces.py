import pytest

from newsroom.thai.provinces import province_by_latin_name


@pytest.mark.parametrize("name", ["krabi", "Krabi", "KRABI "])
def test_a_province_is_found_by_its_romanised_name(name: str) -> None:
    assert province_by_latin_name(name) == "กระบี่"


def test_other_latin_words_are_not_provinces() -> None:
    assert province_by_latin_name("covid") is None
