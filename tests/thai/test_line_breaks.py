"""Where lines may break."""

from __future__ import annotations

import pytest
from hypothesis import given

from newsroom.thai.line_breaks import break_units
from newsroom.thai.lines.typography import with_no_break_spaces
from tests.thai.strategies import thai


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("นายกฯ เปิดงาน", "นายกฯ "),
        ("ชาวบ้านกว่า 2,000 คน", "2,000\u00a0คน"),
        ("เขาบอกว่า “ไม่ไป” แล้ว", "“ไม่"),
        ("เด็ก ๆ เล่นน้ำ", "เด็ก\u00a0ๆ "),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, together: str) -> None:
    assert any(together in unit for unit in break_units(text)), break_units(text)


def test_lines_break_between_words() -> None:
    assert break_units("ปล่อยพันธุ์ปูม้าคืนสู่อ่าว")[0] == "ปล่อย"


@given(thai)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(break_units(text)) == with_no_break_spaces(text)
