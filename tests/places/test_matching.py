"""Places by what somebody types."""

from __future__ import annotations

import pytest

from newsroom.places.matching import find_places, place_by_text
from newsroom.places.registry import all_places


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("อ่าวลึก", "อำเภออ่าวลึก จังหวัดกระบี่"),
        ("อ.อ่าวลึก", "อำเภออ่าวลึก จังหวัดกระบี่"),
        ("ต. อ่าวลึกใต้", "ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่"),
        ("ต.ตลาด สุราษ", "ตำบลตลาด อำเภอเมืองสุราษฎร์ธานี จังหวัดสุราษฎร์ธานี"),
        ("ต.ในเมือง อ.เมือง ขอนแก่น", "ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น"),
        ("จ.กระบี่", "จังหวัดกระบี่"),
        ("ao luek", "อำเภออ่าวลึก จังหวัดกระบี่"),
        ("KRABI", "จังหวัดกระบี่"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("จอมทอง", "เขตจอมทอง กรุงเทพมหานคร"),  # no abbreviation of a จังหวัดอมทอง
    ],
)
def test_the_first_suggestion_is_the_one_that_is_meant(typed: str, label: str) -> None:
    assert find_places(typed, 3)[0].full_label == label


@pytest.mark.parametrize("typed", ["", "  ", ".", "จังหวัดนรก", "x" * 5000, "\0", "9" * 5000, "²"])
def test_what_names_no_place_finds_none(typed: str) -> None:
    assert find_places(typed, 3) == []
    assert place_by_text(typed) is None


def test_every_place_is_found_by_its_own_label_and_code() -> None:
    for place in all_places()[::97]:
        assert place_by_text(place.full_label) == place
        assert place_by_text(str(place.code)) == place


def test_a_name_of_several_places_is_none_of_them() -> None:
    assert place_by_text("ต.บ้านนา") is None
    assert place_by_text("ตลาด") is None
    assert place_by_text("ต.บ้านนา อ.แกลง") == find_places("ต.บ้านนา อ.แกลง ระยอง", 1)[0]
