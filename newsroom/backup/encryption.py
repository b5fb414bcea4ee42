"""Encryption of backups by age or gpg, whichever the recipient's key belongs to."""

from __future__ import annotations

import subprocess
from pathlib import Path

from newsroom.backup.errors import BackupError

AGE_SUFFIX, GPG_SUFFIX = ".age", ".gpg"
_AGE_HEADERS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED")
_ZIP_HEADER = b"PK\x03\x04"


def suffix(recipient: str) -> str:
    """The file name's ending for a recipient: an age or SSH public key, else a gpg key; or none."""
    if not recipient:
        return ""
    return AGE_SUFFIX if recipient.startswith(("age1", "ssh-")) else GPG_SUFFIX


def encrypt(plain: Path, folder: Path, recipient: str) -> Path:
    """The encrypted file, in `folder`; the plain one is deleted."""
    encrypted = folder / f"encrypted{suffix(recipient)}"
    if suffix(recipient) == AGE_SUFFIX:
        _run("age", "--recipient", recipient, "--output", str(encrypted), str(plain))
    else:
        _run(
            "gpg", "--batch", "--quiet", "--trust-model", "always", "--recipient", recipient,
            "--output", str(encrypted), "--encrypt", str(plain),
        )  # fmt: skip
    encrypted.chmod(0o600)
    plain.unlink()
    return encrypted


def decrypted(path: Path, folder: Path, identity: Path | None) -> Path:
    """`path` itself if it is not encrypted, else a decrypted copy in `folder`.

    `identity` is the file of age's secret key; gpg has its own keyring. Raises `BackupError`.
    """
    with path.open("rb") as file:
        header = file.read(32)
    plain = folder / "decrypted.zip"
    if header.startswith(_AGE_HEADERS):
        if identity is None:
            raise BackupError("ไฟล์นี้เข้ารหัสด้วย age กรุณาบอกไฟล์กุญแจด้วย --identity")
        _run("age", "--decrypt", "--identity", str(identity), "--output", str(plain), str(path))
    elif path.suffix == GPG_SUFFIX and not header.startswith(_ZIP_HEADER):
        _run("gpg", "--batch", "--quiet", "--output", str(plain), "--decrypt", str(path))
    else:
        return path
    plain.chmod(0o600)
    return plain


def _run(program: str, *arguments: str) -> None:
    try:
        result = subprocess.run(  # noqa: S603
            [program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(f"ยังไม่ได้ติดตั้งโปรแกรม {program} ที่ใช้เข้ารหัส") from error
    if result.returncode:
        reason = result.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise BackupError(f"{program} ทำไม่สำเร็จ: {' '.join(reason)}")
