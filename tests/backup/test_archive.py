"""The backup file: what is read is what was written, and a damaged or hostile file is refused."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.backup.archive import ArchiveReader, new_archive
from newsroom.backup.errors import BackupError
from newsroom.backup.manifest import MANIFEST_NAME, Manifest

PHOTO = bytes(range(256)) * 400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.zip"
    manifest = Manifest(
        datetime(2026, 11, 26, 2, 10, tzinfo=UTC), "sqlite", "database.sqlite3", {}, {}
    )
    with new_archive(path, manifest) as archive:
        archive.add("database.sqlite3", io.BytesIO("ข่าว".encode() * 5000), compress=True)
        archive.add("media/photos/ab/full.jpg", io.BytesIO(PHOTO))
    return path


def read(path: Path, folder: Path) -> None:
    """Unpack all of it into `folder`."""
    ArchiveReader(path).unpack(folder, lambda done: None)


def rewrite(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change the members, as someone who makes a file by hand."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def change_manifest(members: dict[str, bytes], change: Callable[[dict], object]) -> None:
    values = json.loads(members[MANIFEST_NAME])
    change(values)
    members[MANIFEST_NAME] = json.dumps(values).encode()


def test_what_is_unpacked_is_what_was_added(file: Path, tmp_path: Path) -> None:
    read(file, tmp_path / "out")
    assert (tmp_path / "out/media/photos/ab/full.jpg").read_bytes() == PHOTO
    assert (tmp_path / "out/database.sqlite3").read_bytes() == "ข่าว".encode() * 5000
    assert (tmp_path / "out/database.sqlite3").stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def test_any_zip_program_can_open_it(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read(MANIFEST_NAME))["parts"].keys() == {
            "database.sqlite3", "media/photos/ab/full.jpg",
        }  # fmt: skip


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(BackupError, match=r"เสียหาย|ขาด"):
        read(file, tmp_path / "out")


def test_a_changed_byte_anywhere_in_the_contents_is_found(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        end_of_contents = archive.start_dir
    for position in range(60, end_of_contents, max(1, end_of_contents // 40)):
        damaged = bytearray(data)
        damaged[position] ^= 0x10
        file.write_bytes(damaged)
        try:
            read(file, tmp_path / "out")
        except BackupError:
            pass
        else:  # names and times in ZIP's own headers are no contents
            assert (tmp_path / "out/media/photos/ab/full.jpg").read_bytes() == PHOTO, position
        shutil.rmtree(tmp_path / "out", ignore_errors=True)


def test_a_changed_photo_with_a_right_crc_is_found(file: Path, tmp_path: Path) -> None:
    rewrite(file, lambda members: members.update({"media/photos/ab/full.jpg": b"other"}))
    with pytest.raises(BackupError, match="SHA-256"):
        read(file, tmp_path / "out")


@pytest.mark.parametrize(
    "name",
    ["../evil", "media/../../evil", "/etc/evil", "media//evil", "C:\\evil", "media/./evil", "", "..",
     "media/a\0b", "media\\..\\evil", "media/a\nb"],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    def add(members: dict[str, bytes]) -> None:
        change_manifest(
            members,
            lambda values: values["parts"].update({name: values["parts"]["database.sqlite3"]}),
        )

    rewrite(file, add)
    with pytest.raises(BackupError, match="ไม่ปลอดภัย"):
        read(file, tmp_path / "out")


def test_members_and_manifest_must_agree(file: Path) -> None:
    rewrite(file, lambda members: members.update({"more": b"more"}))
    with pytest.raises(BackupError, match="ไม่ตรงกับรายการ"):
        ArchiveReader(file)


def test_names_that_are_one_on_some_disks_are_refused(file: Path) -> None:
    def add(members: dict[str, bytes]) -> None:
        change_manifest(
            members,
            lambda values: values["parts"].update(
                {"MEDIA/photos/ab/full.jpg": values["parts"]["database.sqlite3"]}
            ),
        )

    rewrite(file, add)
    with pytest.raises(BackupError, match="ซ้ำ"):
        ArchiveReader(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.pop("rows"),
        lambda values: values.update(format="other"),
        lambda values: values.update(version="x"),
        lambda values: values.update(parts=[]),
        lambda values: values["parts"]["database.sqlite3"].update(bytes=-1),
        lambda values: values["parts"]["database.sqlite3"].update(sha256="x"),
        lambda values: values["parts"]["database.sqlite3"].update(more=1),
        lambda values: values.update(database="other"),
        lambda values: values.update(rows={"a": "x"}),
        lambda values: values.update(created_at="เมื่อวาน"),
        lambda values: values.update(created_at="0001-01-01T00:00:00+14:00"),
        lambda values: values.update(created_at=5),
        lambda values: values.clear(),
    ],
)
def test_a_nonsense_manifest_is_refused(file: Path, change: Callable[[dict], object]) -> None:
    rewrite(file, lambda members: change_manifest(members, change))
    with pytest.raises(BackupError):
        ArchiveReader(file)


def test_a_later_format_is_refused(file: Path) -> None:
    rewrite(file, lambda members: change_manifest(members, lambda values: values.update(version=2)))
    with pytest.raises(BackupError, match="รุ่นที่ใหม่กว่า"):
        ArchiveReader(file)


def test_a_member_larger_than_it_says_is_not_unpacked_to_its_end(
    file: Path, tmp_path: Path
) -> None:
    rewrite(file, lambda members: members.update({"media/photos/ab/full.jpg": bytes(50_000_000)}))
    with pytest.raises(BackupError):
        read(file, tmp_path / "out")
    assert (tmp_path / "out/media/photos/ab/full.jpg").stat().st_size < 2_000_000


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18), b"\x1f\x8b" * 500])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(data)
    with pytest.raises(BackupError):
        ArchiveReader(path)
