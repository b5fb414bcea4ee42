"""Places named in a text."""

from __future__ import annotations

import pytest

from newsroom.places.proposals import propose_places


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "นายอำเภออ่าวลึก จังหวัดกระบี่ ลงพื้นที่ ต.อ่าวลึกใต้",
            [
                "ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่",
                "อำเภออ่าวลึก จังหวัดกระบี่",
                "จังหวัดกระบี่",
            ],
        ),
        ("ผู้ว่าราชการจังหวัดกระบี่กล่าวว่า", ["จังหวัดกระบี่"]),
        ("อบต.อ่าวลึกใต้ แจ้ง", ["ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่"]),
        ("ที่ อ.เมือง จ.ขอนแก่น", ["อำเภอเมืองขอนแก่น จังหวัดขอนแก่น", "จังหวัดขอนแก่น"]),
        ("ปิดถนนใน กทม.", ["กรุงเทพมหานคร"]),
        ("ดาบและกระบี่", []),  # no place unless it is said to be one
        ("ต.บ้านนา", []),  # there are several
        ("จ.", []),
        ("", []),
    ],
)
def test_the_smallest_place_that_is_named_comes_first(text: str, labels: list[str]) -> None:
    assert [place.full_label for place in propose_places("", text, 3)] == labels


def test_the_headline_weighs_more() -> None:
    text = "จ.สงขลา จ.สงขลา จ.ตรัง"
    assert propose_places("", text, 1)[0].name == "สงขลา"
    assert propose_places("น้ำท่วม จ.ตรัง", text, 1)[0].name == "ตรัง"
