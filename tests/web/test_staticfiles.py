"""Collecting static files, and their storage."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finder

from newsroom.web.staticfiles import HashedStaticStorage, collect_static_if_changed


def test_only_the_copies_that_pages_link_to_are_compressed(tmp_path: Path) -> None:
    names = ["site.css", "plain.js", "jquery.js", "jquery.min.js"]
    for name in names:
        (tmp_path / name).write_text(f"/* {name} */\n" * 100)
    storage = HashedStaticStorage(location=tmp_path, base_url="/static/")
    list(storage.post_process({name: (storage, name) for name in names}))
    linked = {storage.stored_name(name) for name in ("site.css", "plain.js", "jquery.min.js")}
    assert not linked & set(names)
    compressed = {path.name for path in tmp_path.iterdir() if path.suffix in (".br", ".gz")}
    assert compressed == {f"{name}{suffix}" for name in linked for suffix in (".br", ".gz")}


def test_static_files_are_collected_again_only_when_one_changed(
    settings: Any, tmp_path: Any
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    get_finder.cache_clear()
    try:
        assert collect_static_if_changed()
        assert not collect_static_if_changed()
        (source / "one.css").write_text("p { color: green; }")
        os.utime(source / "one.css", (time.time() + 9, time.time() + 9))
        assert collect_static_if_changed()
        assert "green" in (tmp_path / "collected" / "one.css").read_text()
    finally:
        get_finder.cache_clear()
