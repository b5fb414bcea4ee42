"""The house as it was drawn: imports point down, each library has one room, no room overflows."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "newsroom"

# From the roof to the ground. Rooms on one floor never import each other.
FLOORS = [
    {"config"},
    {"site"},
    {"syndication", "transfer", "readership"},
    {"comments", "search"},
    {"articles"},
    {"images"},
    {"accounts"},
    {"fields", "web"},
    {"audit"},
    {"thai"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN = {"pythainlp": "thai", "PIL": "images", "taggit": "articles"}
LONGEST_FILE = 320


def modules() -> list[Path]:
    return [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.append(node.module or "")
    return found


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards_only(path: Path) -> None:
    here = room_of(path)
    if here == "__init__.py":
        return
    assert here in FLOOR, f"{here} has no floor yet"
    for name in imports(path):
        if name.startswith("newsroom."):
            there = name.split(".")[1]
            assert there == here or FLOOR[there] > FLOOR[here], f"{path} imports {name} upwards"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_is_used_in_its_own_room_only(path: Path) -> None:
    for name in imports(path):
        room = ONLY_IN.get(name.split(".")[0])
        assert room in (None, room_of(path)), f"{path} imports {name}"


def test_the_thai_room_needs_no_django() -> None:
    for path in (HOUSE / "thai").rglob("*.py"):
        assert not [name for name in imports(path) if name.startswith("django")], path


def test_no_file_overflows() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*modules(), *(ROOT / "tests").rglob("*.py")]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_only_the_queryset_says_what_is_public() -> None:
    """`status=` and `published_at__lte` in a query anywhere else is a second definition."""
    second = re.compile(
        r"published_at__lte|(?:filter|exclude|get)\([^)]*\bstatus=[\"']?(?:Article\.)?(?:Status\.)?[Pp][Uu][Bb]"
    )
    for path in modules():
        if path.name != "querysets.py":
            assert not second.search(path.read_text(encoding="utf-8")), path


def test_only_rendered_bodies_are_marked_safe_in_templates() -> None:
    allowed = {
        "article.body_rendered|safe",
        "article.headline_markup|safe",
        "story.headline_markup|safe",
        "rendered|safe",
    }
    for path in (ROOT / "templates").rglob("*.html"):
        for use in re.findall(r"[\w.]+\|safe\b", path.read_text(encoding="utf-8")):
            assert use in allowed, f"{path}: {use}"


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "bench").glob("*.py")), ids=lambda file: file.stem
)
def test_every_benchmark_can_be_begun(file: Path) -> None:
    importlib.import_module(f"tests.bench.{file.stem}")
