"""The manifest of a backup: what the file contains, with the size and SHA-256 of each part.

`manifest.json` is the last member of the archive, so that it can be written in one pass.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from newsroom.backup.errors import BackupError

FORMAT, VERSION = "newsroom-backup", 1
MANIFEST_NAME = "manifest.json"
# Of photos in the archive; below it, names are those of the photo storage.
MEDIA_PREFIX = "media/"
MAX_MANIFEST_BYTES = 512 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Part:
    """A member of the archive: its size in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass
class Manifest:
    """What a backup contains.

    `engine` is Django's vendor name of the database (`sqlite`, `postgresql`), `database` the
    member with its contents, `rows` the number of rows by table, `migrations` the applied ones by
    app, `parts` every other member, `missing` photo files that were gone already on the live site.
    """

    created_at: datetime
    engine: str
    database: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    parts: dict[str, Part] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def to_json(self) -> bytes:
        values = {"format": FORMAT, "version": VERSION, **asdict(self)}
        values["created_at"] = self.created_at.isoformat()
        return json.dumps(values, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """Parse and validate. Raises `BackupError`."""
        try:
            values = json.loads(data)
            if values["format"] != FORMAT:
                raise ValueError(values["format"])
            if values["version"] > VERSION:
                raise BackupError("ไฟล์สำรองนี้มาจากโปรแกรมรุ่นที่ใหม่กว่า กรุณาอัปเดตโปรแกรมก่อนกู้คืน")
            manifest = cls(
                created_at=datetime.fromisoformat(values["created_at"]).astimezone(UTC),
                engine=str(values["engine"]),
                database=_safe_name(values["database"]),
                migrations={
                    str(app): [str(name) for name in names]
                    for app, names in values["migrations"].items()
                },
                rows={str(table): int(count) for table, count in values["rows"].items()},
                parts={_safe_name(name): _part(**part) for name, part in values["parts"].items()},
                missing=[str(name) for name in values["missing"]],
            )
        except (
            ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
        ) as error:  # fmt: skip
            raise BackupError(f"รายการในไฟล์สำรองอ่านไม่ได้ ({error})") from error
        if manifest.database not in manifest.parts:
            raise BackupError("ไฟล์สำรองไม่มีฐานข้อมูล")
        if len({name.casefold() for name in manifest.parts}) != len(manifest.parts):
            raise BackupError("ไฟล์สำรองมีชื่อไฟล์ซ้ำกัน")
        return manifest

    @property
    def media(self) -> dict[str, Part]:
        """The photo files, by their names in the photo storage."""
        return {
            name.removeprefix(MEDIA_PREFIX): part
            for name, part in self.parts.items()
            if name.startswith(MEDIA_PREFIX)
        }

    @property
    def total_bytes(self) -> int:
        return sum(part.bytes for part in self.parts.values())


def _part(bytes: Any, sha256: Any) -> Part:
    if not isinstance(bytes, int) or bytes < 0 or not _SHA256.fullmatch(str(sha256)):
        raise ValueError("ขนาดหรือ SHA-256 ไม่ถูกต้อง")
    return Part(bytes, sha256)


def _safe_name(name: Any) -> str:
    """A relative path that stays below the folder it is unpacked into. Raises `BackupError`."""
    path = PurePosixPath(str(name))
    is_safe = (
        isinstance(name, str)
        and name == str(path)
        and not path.is_absolute()
        and path.parts
        and not {"..", "."} & set(path.parts)
        and not re.search(r"[\\:\x00-\x1f]", name)
    )
    if not is_safe:
        raise BackupError(f"ไฟล์สำรองมีชื่อไฟล์ที่ไม่ปลอดภัย: {str(name)[:80]!r}")
    return str(name)


def copy_and_hash(source: BinaryIO, target: BinaryIO | None, limit: int | None = None) -> Part:
    """Copy a stream (to nowhere if `target` is None), at most `limit` + 1 bytes of it."""
    digest, total = hashlib.sha256(), 0
    while chunk := source.read(CHUNK_BYTES):
        digest.update(chunk)
        total += len(chunk)
        if target is not None:
            target.write(chunk)
        if limit is not None and total > limit:
            break
    return Part(total, digest.hexdigest())
