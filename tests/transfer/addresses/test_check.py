"""Counting which old addresses answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsroom.transfer.addresses.check import check_addresses
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def test_addresses_are_checked_before_static_files_are_collected(
    tmp_path: Path, settings: Any
) -> None:
    """Every page was a 500: no manifest of static files yet."""
    hashed = {"BACKEND": "newsroom.web.staticfiles.HashedStaticStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    settings.STATIC_ROOT = tmp_path / "static"
    import_wordpress(export(tmp_path, item(1)))
    found = check_addresses(["/2016/08/06/post-1/", "/?p=1", "/2016/08/06/other/"])
    assert (found.total, found.answered) == (3, 2)
    assert [path for path, _ in found.failed] == ["/2016/08/06/other/"]
