from newsroom.thai.numerals import format_count, to_arabic_digits, to_thai_digits


def test_digits_are_converted_in_both_directions() -> None:
    assert to_arabic_digits("๒๕๕๙") == "2559"
    assert to_thai_digits("2559") == "๒๕๕๙"


def test_counts_have_thousands_separators() -> None:
    assert format_count(1234567) == "1,234,567"
