"""The loader of our templates: lines without their indentation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines

ROOT = settings.BASE_DIR / "templates"


def test_lines_of_html_lose_their_indentation_and_text_files_keep_theirs(
    settings: Any, tmp_path: Path
) -> None:
    source = "<ul>\n  <li>ก  ข</li>\n\n\t</ul>\n"
    (tmp_path / "list.html").write_text(source, encoding="utf-8")
    (tmp_path / "list.txt").write_text(source, encoding="utf-8")
    engine = engines["django"].engine
    cached_loader = engine.template_loaders[0]
    loader = cached_loader.loaders[0]
    loader.dirs = [tmp_path]
    try:
        assert loader.get_template("list.html").source == "<ul>\n<li>ก  ข</li>\n\n</ul>\n"
        assert loader.get_template("list.txt").source == source
    finally:
        loader.dirs = None


def test_no_template_has_text_in_elements_where_indentation_counts() -> None:
    for path in ROOT.rglob("*.html"):
        for element in re.findall(
            r"<(?:pre|textarea)\b[^>]*>(.*?)</(?:pre|textarea)>", path.read_text("utf-8"), re.DOTALL
        ):
            assert "\n" not in element, path
