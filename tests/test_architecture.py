"""The structure of the code: layers, libraries with one user, sizes, paths from `reverse()`."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from tests import source_code
from tests.source_code import PACKAGE, ROOT

# From top to bottom. An app imports only apps of lower layers; apps of one layer never each other.
LAYERS = [
    {"config"},
    {"site"},
    {"backup"},
    {"syndication", "transfer", "readership"},
    {"comments", "search"},
    {"pages", "planning"},
    {"articles"},
    {"notifications"},
    {"images", "documents", "accounts"},
    {"body", "mail"},
    {"web"},
    {"fields"},
    {"audit", "places"},
    {"thai"},
]
# The same inside `articles`, of its modules and subpackages.
ARTICLES_LAYERS = [
    {"apps"},
    {"admin", "management", "receivers", "urls"},
    {"forms", "views", "templatetags"},
    {"workflow", "listings"},
    {"editable_fields", "permissions"},
    {"models"},
    {"fields", "kinds", "public_urls", "querysets", "signals", "tags"},
]
# Third-party libraries that only one app may import.
ONLY_IN = {
    "pythainlp": "thai",
    "PIL": "images",
    "pi_heif": "images",
    "taggit": "articles",
    "geothai": "places",
}

MAX_FILE_LINES = 300
MAX_PACKAGE_LINES = 1000
# What is larger today. Only ever shorten these lists.
LARGE_FILES: set[str] = set()
LARGE_PACKAGES: set[str] = set()
VAGUE_NAMES = {"utils", "common", "base", "helpers", "misc", "lib"}

# The first segments of our public URLs; code gets them from `reverse()` or `get_absolute_url()`.
HARD_CODED_PATH = re.compile(
    r"/(news|section|tag|author|archive|search|feed|corrections|preview|admin)/"
)
PATHS_ALLOWED_IN = {
    # Paths of WordPress, which redirect to ours.
    "newsroom/transfer/wordpress/addresses.py",
    "newsroom/transfer/addresses/tails.py",
}
# Not done yet; only ever shorten this list.
HARD_CODED_PATHS: set[str] = set()


def layer_index(layers: list[set[str]]) -> dict[str, int]:
    return {name: index for index, names in enumerate(layers) for name in names}


def app_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def upward_imports(package: Path, layers: list[set[str]]) -> list[str]:
    """Modules of `package` that import from its same or an upper layer, or are in no layer."""
    layer = layer_index(layers)
    prefix = ".".join(package.relative_to(ROOT).parts) + "."
    found = []
    for path in source_code.modules():
        if not path.is_relative_to(package):
            continue
        part = path.relative_to(package).parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        if part not in layer:
            found.append(f"{source_code.name(path)} is in no layer")
            continue
        for module in source_code.imports(path):
            imported = module.removeprefix(prefix).split(".")[0]
            if not module.startswith(prefix) or imported == part:
                continue
            if layer.get(imported, len(layers)) <= layer[part]:
                found.append(f"{source_code.name(path)}: {module} is no lower layer")
    return found


def test_imports_point_downwards_only() -> None:
    assert upward_imports(PACKAGE, LAYERS) == []


def test_imports_inside_articles_point_downwards_only() -> None:
    assert upward_imports(PACKAGE / "articles", ARTICLES_LAYERS) == []


def test_an_upward_import_is_found() -> None:
    reversed_layers = upward_imports(PACKAGE, LAYERS[::-1])
    assert "newsroom/images/models.py: newsroom.thai.clean is no lower layer" in reversed_layers
    assert "newsroom/thai/clean.py is in no layer" in upward_imports(PACKAGE, LAYERS[:-1])


def test_imports_inside_functions_are_not_needed() -> None:
    """They hide import circles. Apps need them in `ready()`, when all models are loaded."""
    found = {
        source_code.name(path)
        for path in source_code.modules()
        if path.name != "apps.py"
        and any("newsroom." in module for module in source_code.imports_inside_functions(path))
    }
    assert found == set()


def test_each_library_is_used_in_one_app_only() -> None:
    for path in source_code.modules():
        for module in source_code.imports(path):
            app = ONLY_IN.get(module.split(".")[0])
            assert app in (None, app_of(path)), f"{path}: only {app} may import {module}"


def test_the_thai_package_needs_no_django() -> None:
    for path in (PACKAGE / "thai").rglob("*.py"):
        assert not [name for name in source_code.imports(path) if name.startswith("django")], path


def test_no_module_has_a_vague_name() -> None:
    assert [path for path in source_code.modules() if path.stem in VAGUE_NAMES] == []


def test_no_file_is_too_long() -> None:
    """Split a long file by noun, not by number."""
    files = [*source_code.modules(), *(ROOT / "tests").rglob("*.py")]
    large = {
        source_code.name(path) for path in files if source_code.line_count(path) > MAX_FILE_LINES
    }
    assert large == LARGE_FILES


def test_no_package_is_too_large() -> None:
    """A directory's own files count, not those of its subpackages."""
    lines: Counter[str] = Counter()
    for path in source_code.modules():
        lines[source_code.name(path.parent)] += source_code.line_count(path)
    large = {package for package, count in lines.items() if count > MAX_PACKAGE_LINES}
    assert large == LARGE_PACKAGES


def test_paths_come_from_reverse() -> None:
    found = {
        source_code.name(path)
        for path in source_code.modules()
        for _, text in source_code.strings(path)
        if path.name != "urls.py" and HARD_CODED_PATH.match(text)
    }
    assert found - PATHS_ALLOWED_IN == HARD_CODED_PATHS


def test_only_rendered_bodies_are_marked_safe_in_templates() -> None:
    allowed = {
        "article.body_html|safe",
        "article.headline_html|safe",
        "rendered|safe",
        # Texts of the code, in a copy of Django's template.
        "fieldset.description|safe",
        "field.field.help_text|safe",
    }
    for path in (ROOT / "templates").rglob("*.html"):
        for use in re.findall(r"[\w.]+\|safe\b", path.read_text(encoding="utf-8")):
            assert use in allowed, f"{path}: {use}"


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "bench").glob("*.py")), ids=lambda file: file.stem
)
def test_every_benchmark_can_be_imported(file: Path) -> None:
    importlib.import_module(f"tests.bench.{file.stem}")
