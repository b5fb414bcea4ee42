import pytest

from newsroom.thai.copydesk.dictionary import is_one_edit_apart


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("กา", "กาก", True),
        ("สมชาย", "สมชัย", True),
        ("กขค", "ขกค", True),
        ("กา", "กา", False),
        ("กา", "ขคง", False),
    ],
)
def test_one_edit_is_an_insertion_deletion_replacement_or_transposition(
    first: str, second: str, expected: bool
) -> None:
    assert is_one_edit_apart(first, second) is is_one_edit_apart(second, first) is expected
