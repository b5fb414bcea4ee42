"""The official list: 77 provinces, 928 districts, 7,436 subdistricts, with the codes of DOPA.

The list is that of the package geothai (data CC BY 4.0, from the Department of Provincial
Administration). A code has two digits for a province, two more for a district of it, two more for a
subdistrict of that: 81 กระบี่, 8105 อ่าวลึก, 810501. Codes do not change when names do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from newsroom.thai.collation import sort_key

BANGKOK_CODE = 10
MAX_CODE = 999_999


class Level(Enum):
    """How large a place is."""

    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"


# What stands before the names of a level; in Bangkok, districts and subdistricts have other words.
PREFIXES = {Level.PROVINCE: "จังหวัด", Level.DISTRICT: "อำเภอ", Level.SUBDISTRICT: "ตำบล"}
BANGKOK_PREFIXES = {Level.PROVINCE: "", Level.DISTRICT: "เขต", Level.SUBDISTRICT: "แขวง"}


@dataclass(frozen=True, slots=True)
class Place:
    """A province, district or subdistrict; `name` is without the word for its level."""

    code: int
    name: str
    latin_name: str

    @property
    def level(self) -> Level:
        return level_of(self.code)

    @property
    def label(self) -> str:
        """`จังหวัดกระบี่`, `อำเภออ่าวลึก`, `เขตพระนคร`, `กรุงเทพมหานคร`."""
        is_bangkok = lineage(self.code)[0] == BANGKOK_CODE
        return f"{(BANGKOK_PREFIXES if is_bangkok else PREFIXES)[self.level]}{self.name}"

    @property
    def full_label(self) -> str:
        """`ตำบลอ่าวลึกใต้ อำเภออ่าวลึก จังหวัดกระบี่`."""
        return " ".join(place.label for place in reversed(self.with_ancestors()))

    def with_ancestors(self) -> list[Place]:
        """The province first, this place last."""
        return [place for code in lineage(self.code) if (place := get_place(code))]


def level_of(code: int) -> Level:
    """The level that a code is of, by its number of digits."""
    if code < 100:
        return Level.PROVINCE
    return Level.DISTRICT if code < 10_000 else Level.SUBDISTRICT


def lineage(code: int) -> list[int]:
    """The codes of the province, the district and the subdistrict, as far as the code names them."""
    return [part for part in (code // 10_000, code // 100, code) if part >= BANGKOK_CODE]


def get_place(code: int | None) -> Place | None:
    """The place of a code; None for what is no code, or no longer one."""
    return _places().get(code) if code is not None else None


def all_places() -> list[Place]:
    """All places, provinces first."""
    return list(_places().values())


def children(code: int) -> list[Place]:
    """The districts of a province or the subdistricts of a district, in Thai order."""
    return list(_children().get(code, ()))


def in_thai_order(places: list[Place]) -> list[Place]:
    """The places as a Thai dictionary has them (T-C1)."""
    return sorted(places, key=lambda place: sort_key(place.name))


@cache
def _places() -> dict[int, Place]:
    # Imported on first use: most processes never look a place up.
    import geothai

    places: dict[int, Place] = {}
    for province in geothai.provinces():
        _add(places, province.code, province.name_th, province.name_en)
    for code in list(places):
        for district in geothai.districts(f"{code:02d}"):
            _add(places, district.code, district.name_th.removeprefix("เขต"), district.name_en)
    for code in [code for code in places if code > 99]:
        for one in geothai.subdistricts(f"{code:04d}"):
            _add(places, one.code, one.name_th, one.name_en)
    return places


def _add(places: dict[int, Place], code: str, name: str, latin_name: str) -> None:
    places[int(code)] = Place(int(code), name, latin_name)


@cache
def _children() -> dict[int, tuple[Place, ...]]:
    found: dict[int, list[Place]] = {}
    for place in all_places():
        if place.level is not Level.PROVINCE:
            found.setdefault(place.code // 100, []).append(place)
    return {code: tuple(in_thai_order(places)) for code, places in found.items()}
