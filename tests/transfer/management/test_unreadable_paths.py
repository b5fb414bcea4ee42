"""Files and folders that the user of a command may not read or write.

Tried: a file and a `.meta.json` of another user, a file in a folder of another user, a folder where a
file belongs and the other way round; as what is imported, as photos, report, backup, and place of a
backup.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from newsroom.backup.archive import BackupError
from newsroom.backup.creation import create_backup
from newsroom.backup.encryption import decrypted
from newsroom.backup.restoration import check_backup, restore_backup
from newsroom.transfer.command import ImportCommand
from newsroom.transfer.metadata.reader import InvalidFile, Metadata

pytestmark = pytest.mark.django_db
NOBODY = 65534


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder with a file, both of another user than the one that the test goes on as."""
    folder = tmp_path / "locked"
    folder.mkdir()
    (tmp_path / "file").write_text("<rss></rss>")
    (folder / "file").write_text("<rss></rss>")
    (tmp_path / "file").chmod(0)
    (tmp_path / "articles.meta.json").touch(0)
    folder.chmod(0)
    tmp_path.chmod(0o555)
    is_root = os.geteuid() == 0
    for parent in tmp_path.parents[:3]:
        if is_root:
            parent.chmod(0o755)
    if is_root:
        os.seteuid(NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    tmp_path.chmod(0o700)
    folder.chmod(0o700)


def refusal(file: Path, media: Path | None = None, report: Path | None = None) -> str:
    with pytest.raises(CommandError) as refused:
        ImportCommand().check_paths([file], media, report)
    return str(refused.value)


def test_an_import_says_what_it_may_not_read(locked: Path) -> None:
    readable, unreadable = Path(__file__), locked.parent / "file"
    assert refusal(unreadable) == f"อ่านไฟล์ {unreadable} ไม่ได้: Permission denied"
    assert "ไม่ได้: Permission denied" in refusal(locked / "file")
    assert refusal(locked.parent) == f"ไม่พบไฟล์ {locked.parent}"
    assert refusal(readable / "file") == f"ไม่พบไฟล์ {readable / 'file'}"
    assert refusal(readable, media=locked) == f"อ่านโฟลเดอร์ภาพ {locked} ไม่ได้: Permission denied"
    assert refusal(readable, media=readable) == f"ไม่พบโฟลเดอร์ภาพ {readable}"
    with pytest.raises(InvalidFile, match="Permission denied"):
        Metadata(locked.parent / "articles.jsonl")
    for place in (locked.parent, locked):
        assert "รายงาน" in refusal(readable, report=place / "report.json")
    assert "ไม่พบโฟลเดอร์ของไฟล์รายงาน" in refusal(readable, report=readable / "report.json")


def test_a_backup_says_what_it_may_not_read_or_write(locked: Path, tmp_path: Path) -> None:
    unreadable: Any = locked.parent / "file"
    for file in (unreadable, locked / "file"):
        with pytest.raises(BackupError, match="Permission denied"):
            decrypted(file, tmp_path, None)
        for read in (check_backup, restore_backup):
            with pytest.raises(BackupError):
                read(file, lambda manifest: lambda done: None)
    for place in (locked / "backup.zip", locked.parent / "backup.zip", unreadable / "backup.zip"):
        with pytest.raises(BackupError, match="เขียนไฟล์สำรองไม่สำเร็จ"):
            create_backup(place, lambda done: None)
