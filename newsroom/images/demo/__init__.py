"""The demo's pictures: scenes of a southern province, drawn in code so that they are ours to give."""

from __future__ import annotations

import io
from collections.abc import Callable

from newsroom.images.demo import land, sea, town
from newsroom.images.demo.shapes import DEEP, TEAL, Scene

ART: dict[str, Callable[[], Scene]] = {
    "boatyard": sea.boatyard,
    "council": town.council,
    "fields": land.fields,
    "fireflies": land.fireflies,
    "flood": land.flood,
    "football": town.football,
    "hospital": town.hospital,
    "islands": sea.islands,
    "lanterns": sea.lanterns,
    "mangrove": land.mangrove,
    "market": town.market,
    "palm": land.palm,
    "pier": sea.pier,
    "roadwork": land.roadwork,
    "rowing": sea.rowing,
    "school": town.school,
    "sea-day": sea.sea_day,
    "shadow": town.shadow,
    "stage": town.stage,
    "portrait-coral": town.portrait((226, 138, 110), (70, 60, 90), (34, 24, 26)),
    "portrait-ink": town.portrait((92, 106, 124), (206, 92, 60), (24, 24, 28)),
    "portrait-sand": town.portrait((206, 170, 120), DEEP, (60, 56, 54)),
    "portrait-teal": town.portrait(TEAL, (236, 226, 206), (40, 30, 28)),
}


def draw(name: str) -> bytes:
    """The picture of that name as JPEG bytes, 1200 × 800; always the same bytes. Raises KeyError."""
    file = io.BytesIO()
    ART[name]().finish().save(file, "JPEG", quality=90, optimize=True)
    return file.getvalue()
