"""Collecting static files, and their storage."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finder

from newsroom.web.staticfiles import HashedStaticStorage, collect_static_if_changed, minified

STATIC = settings.BASE_DIR / "static"


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


def test_our_style_sheets_and_scripts_are_minified_and_those_of_packages_are_not() -> None:
    css = b"/* About */\np {\n  width: calc(1rem + 2px);\n}\n"
    script = b'// About\nconst text = "a  // b";\n\n\nsay(`${text}  c`);\n'
    assert minified("css/page.css", css) == b"p{width:calc(1rem + 2px)}"
    assert minified("js/page.js", script) == b'const text="a  // b";say(`${text}  c`);'
    for name in ("admin/css/base.css", "admin/js/core.js", "fonts/OFL.txt", "plain.js"):
        assert minified(name, css) == css


def test_a_collected_file_is_minified_under_its_plain_and_its_hashed_name(tmp_path: Path) -> None:
    source = HashedStaticStorage(location=STATIC)
    storage = HashedStaticStorage(location=tmp_path, base_url="/static/")
    with source.open("css/account.css") as file:
        storage.save("css/account.css", file)
    list(storage.post_process({"css/account.css": (source, "css/account.css")}))
    expected = minified("css/account.css", (STATIC / "css" / "account.css").read_bytes())
    hashed = tmp_path / storage.stored_name("css/account.css")
    assert (tmp_path / "css" / "account.css").read_bytes() == hashed.read_bytes() == expected
    assert brotli.decompress(Path(f"{hashed}.br").read_bytes()) == expected


@pytest.mark.browser
def test_every_script_of_ours_is_still_a_script_when_minified(chromium: Any) -> None:
    """Parsed, not run: a module is parsed before the import that cannot be resolved ends it."""
    parse = """async (source) => {
        const module = new Blob(["import 'nothing';", source], { type: "text/javascript" });
        return import(URL.createObjectURL(module)).then(() => "", (error) => error.name);
    }"""
    page = chromium.new_page()
    try:
        assert page.evaluate(parse, "const a = `${b") == "SyntaxError"
        for path in sorted(STATIC.glob("js/**/*.js")):
            name = path.relative_to(STATIC).as_posix()
            source = minified(name, path.read_bytes()).decode()
            assert page.evaluate(parse, source) == "TypeError", name
    finally:
        page.close()


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
