"""The demo's photos: small in all, readable, described, and all of them used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from newsroom.site import demo

FOLDER = Path(demo.__file__).parent
PHOTOS = sorted((FOLDER / "photos").iterdir())
MAX_TOTAL_BYTES = 2 * 1024 * 1024


def uses() -> dict[str, list[str]]:
    """File name of each picture that the demo uses → its alternative texts."""
    found: dict[str, list[str]] = {}
    people = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
    for author in people["authors"]:
        found.setdefault(author["photo"], []).append(author["name"])
    for article in json.loads((FOLDER / "articles.json").read_text(encoding="utf-8")):
        found.setdefault(article["photo"], []).append(article.get("alt", ""))
        # In a body the caption is the alternative text as well.
        for name, caption in re.findall(
            r'<figure data-demo-photo="([^"]*)"><figcaption>(.*?)</figcaption>', article["body"]
        ):
            found.setdefault(name, []).append(caption)
    found.pop("", None)
    return {f"{name}.webp": texts for name, texts in found.items()}


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.stem)
def test_every_demo_picture_is_a_picture(path: Path) -> None:
    picture = Image.open(path)
    assert (picture.format, picture.size) == ("WEBP", (1200, 800))
    assert sum(ImageStat.Stat(picture).stddev) > 15, "hardly anything is drawn"


def test_the_demo_pictures_are_small_in_all() -> None:
    assert sum(path.stat().st_size for path in PHOTOS) <= MAX_TOTAL_BYTES


def test_every_demo_picture_is_used_and_none_is_missing() -> None:
    assert {path.name for path in PHOTOS} == set(uses())


def test_every_demo_picture_is_described_wherever_it_is_used() -> None:
    assert [name for name, texts in uses().items() if not all(texts)] == []
