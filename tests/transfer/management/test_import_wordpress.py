"""`manage.py import_wordpress`"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.transfer.wordpress.exports import all_rows, export, import_wordpress, item

pytestmark = pytest.mark.django_db


def test_missing_files_are_reported(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ไม่พบไฟล์"):
        import_wordpress(tmp_path / "none.xml")
    with pytest.raises(CommandError, match="ไม่พบโฟลเดอร์ภาพ"):
        import_wordpress(export(tmp_path, item(1)), media=tmp_path / "none")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    before = all_rows()
    assert "ข่าวใหม่: 1" in import_wordpress(export(tmp_path, item(1)), dry_run=True)
    assert all_rows() == before
