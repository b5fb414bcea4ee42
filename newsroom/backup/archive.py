"""The backup file: a ZIP that any system can open, checked against its manifest when read."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsroom.backup.errors import BackupError
from newsroom.backup.manifest import (
    MANIFEST_NAME,
    MAX_MANIFEST_BYTES,
    Manifest,
    copy_and_hash,
)

Progress = Callable[[int], None]  # called with the bytes done so far
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class ArchiveWriter:
    """Adds members and then the manifest that lists them."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive, self._manifest = archive, manifest

    def add(self, name: str, source: BinaryIO, *, compress: bool = False) -> int:
        """Add a member; returns its size. Photos are compressed already."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as target:
            part = copy_and_hash(source, target)  # type: ignore[arg-type]
        self._manifest.parts[name] = part
        return part.bytes

    def close(self) -> None:
        """Write the manifest."""
        self._archive.writestr(MANIFEST_NAME, self._manifest.to_json(), zipfile.ZIP_DEFLATED)


@contextmanager
def new_archive(path: Path, manifest: Manifest) -> Iterator[ArchiveWriter]:
    """Write the file `path`, which only its owner may read; it is on the disk when this ends."""
    with open(path, "xb", opener=_private) as file:
        with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
            writer = ArchiveWriter(archive, manifest)
            yield writer
            writer.close()
        file.flush()
        os.fsync(file.fileno())


class ArchiveReader:
    """A backup file that is read. Every method raises `BackupError` for a damaged file."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
            names = [info.filename for info in self._archive.infolist()]
            if MANIFEST_NAME not in names:
                raise BackupError("ไฟล์นี้ไม่ใช่ไฟล์สำรองของระบบข่าว หรือไฟล์ขาด")
            if self._archive.getinfo(MANIFEST_NAME).file_size > MAX_MANIFEST_BYTES:
                raise BackupError("รายการในไฟล์สำรองใหญ่ผิดปกติ")
            self.manifest = Manifest.from_json(self._archive.read(MANIFEST_NAME))
        except OSError as error:
            raise BackupError(f"เปิดไฟล์สำรองไม่ได้: {error}") from error
        except _DAMAGE as error:
            raise BackupError(f"ไฟล์สำรองเสียหายหรือขาด ({error})") from error
        if sorted(names) != sorted([*self.manifest.parts, MANIFEST_NAME]):
            raise BackupError("ไฟล์ในไฟล์สำรองไม่ตรงกับรายการ")

    def verify(self, progress: Progress) -> None:
        """Read everything and compare size and SHA-256; writes nothing."""
        self._read_all(None, progress)

    def unpack(self, folder: Path, progress: Progress) -> None:
        """Verify everything and write it into the empty `folder`."""
        self._read_all(folder, progress)

    def _read_all(self, folder: Path | None, progress: Progress) -> None:
        done = 0
        for name, expected in self.manifest.parts.items():
            try:
                with self._archive.open(name) as source:
                    if folder is None:
                        part = copy_and_hash(source, None, expected.bytes)  # type: ignore[arg-type]
                    else:
                        path = folder / name
                        path.parent.mkdir(parents=True, exist_ok=True)
                        with open(path, "xb", opener=_private) as target:
                            part = copy_and_hash(source, target, expected.bytes)  # type: ignore[arg-type]
                            target.flush()
                            os.fsync(target.fileno())
            except _DAMAGE as error:
                raise BackupError(f"ไฟล์สำรองเสียหายที่ {name} ({error})") from error
            if part != expected:
                raise BackupError(f"ไฟล์สำรองเสียหาย: {name} ไม่ตรงกับ SHA-256 ที่บันทึกไว้")
            done += part.bytes
            progress(done)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
