"""The official list of places."""

from __future__ import annotations

from newsroom.places.registry import Level, all_places, children, get_place, lineage


def test_the_list_is_whole() -> None:
    levels = [place.level for place in all_places()]
    assert [levels.count(level) for level in Level] == [77, 928, 7436]
    assert all(get_place(code) for place in all_places() for code in lineage(place.code))


def test_a_place_is_called_as_people_write_it() -> None:
    labels = {code: place.full_label for code in (81, 8105, 810501, 10, 1001, 100101)
              if (place := get_place(code))}  # fmt: skip
    assert labels == {
        81: "จังหวัดกระบี่",
        8105: "อำเภออ่าวลึก จังหวัดกระบี่",
        810501: "ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่",
        10: "กรุงเทพมหานคร",
        1001: "เขตพระนคร กรุงเทพมหานคร",
        100101: "แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร",
    }
    assert get_place(None) is None
    assert get_place(99) is None


def test_children_are_in_thai_order() -> None:
    names = [place.name for place in children(81)]
    assert names == [
        "เกาะลันตา", "เขาพนม", "คลองท่อม", "ปลายพระยา", "เมืองกระบี่", "ลำทับ", "เหนือคลอง", "อ่าวลึก",
    ]  # fmt: skip
    assert children(810501) == []
