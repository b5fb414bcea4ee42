"""Thai in a wrong encoding."""

from __future__ import annotations

import pytest

from newsroom.thai.damage.mojibake import find_mojibake

TEXT = "นายกเทศมนตรี"


@pytest.mark.parametrize(
    "wrong",
    [
        TEXT.encode().decode("latin-1"),
        TEXT.encode("cp874").decode("latin-1"),
        "à¸£à¸­à¸‡à¸™à¸²à¸¢",
    ],
)
def test_a_wrong_encoding_is_found_and_read(wrong: str) -> None:
    (found,) = find_mojibake(f"ก่อน {wrong} หลัง")
    assert found.start == 5
    assert found.readable in (TEXT, "รองนาย")


def test_utf_8_read_as_windows_874_is_found() -> None:
    assert find_mojibake(TEXT.encode().decode("cp874", "ignore"))


def test_ordinary_text_is_not() -> None:
    assert find_mojibake("เธอเธอเธอเธอเธอเธอ และ à la carte, São Paulo") == []
