"""Encryption of backups by age or gpg, whichever the recipient's key belongs to."""

from __future__ import annotations

import subprocess
from pathlib import Path

from newsroom.backup.errors import BackupError

AGE_SUFFIX, GPG_SUFFIX = ".age", ".gpg"
_AGE_HEADERS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED")
# A public-key encrypted session key in either format (RFC 4880, 4.2), or ASCII armor.
_GPG_HEADERS = (b"\x84", b"\x85", b"\x86", b"\xc1", b"-----BEGIN PGP MESSAGE")
# What the programs say beside the reason.
_NO_REASON = ("age: report unexpected", "gpg: encrypted with", "gpg: using")


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
    try:
        with path.open("rb") as file:
            header = file.read(32)
    except OSError as error:
        raise BackupError(f"อ่านไฟล์ {path} ไม่ได้: {error.strerror}") from error
    plain = folder / "decrypted.zip"
    if header.startswith(_AGE_HEADERS):
        if identity is None:
            raise BackupError("ไฟล์นี้เข้ารหัสด้วย age กรุณาบอกไฟล์กุญแจด้วย --identity")
        _run("age", "--decrypt", "--identity", str(identity), "--output", str(plain), str(path))
    elif header.startswith(_GPG_HEADERS):
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
        lines = result.stderr.decode(errors="replace").split("\n")
        reason = [line.strip() for line in lines if line and not line.startswith(_NO_REASON)]
        raise BackupError(f"{program} ทำไม่สำเร็จ: {' '.join(reason[-2:])}")
