"""Encrypted backups as an operator makes them: real keys of age and gpg, restored in an empty place."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backup import sites
from tests.servers import ShellProcess, migrate, skip_or_fail

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    """A site with an article and a photo, and a gpg keyring of its own."""
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    env = {**sites.site(tmp_path / "data"), "GNUPGHOME": str(home)}
    migrate(env)
    shell = ShellProcess(env)
    shell.run("builders.published_article(lead_photo=builders.photo()); value = None")
    shell.stop()
    return env


def require(*programs: str) -> None:
    for program in programs:
        if not shutil.which(program):
            skip_or_fail(program)


def age_key(file: Path) -> str:
    """Make a secret key; its public key."""
    subprocess.run(["age-keygen", "-o", str(file)], check=True, capture_output=True, timeout=60)
    return subprocess.run(
        ["age-keygen", "-y", str(file)], check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()


@pytest.fixture
def gpg_key(site: dict[str, str]) -> Iterator[str]:
    require("gpg")
    name = "newsroom@example.org"
    try:
        subprocess.run(
            ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", name],
            env=site, check=True, timeout=60,
        )  # fmt: skip
        yield name
    finally:
        subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=site, check=False)


def assert_encrypted(file: Path) -> None:
    assert not zipfile.is_zipfile(file)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".backup")] == []


def test_a_backup_for_an_age_key_is_restored_with_its_secret_key(
    site: dict[str, str], tmp_path: Path
) -> None:
    require("age", "age-keygen")
    file, key, other = tmp_path / "site.zip.age", tmp_path / "key.txt", tmp_path / "other.txt"
    env = {**site, "NEWSROOM_BACKUP_RECIPIENT": age_key(key)}
    age_key(other)
    assert "เข้ารหัสแล้ว" in sites.succeed(env, "backup", str(file))
    assert_encrypted(file)
    elsewhere = sites.site(tmp_path / "new")
    restore = ["restore", str(file)]
    assert "--identity" in sites.refuse(elsewhere, *restore)
    assert "no identity matched" in sites.refuse(elsewhere, *restore, "--identity", str(other))
    missing = sites.refuse(elsewhere, *restore, "--identity", str(tmp_path / "none.txt"))
    assert "none.txt" in missing
    assert "report" not in missing
    checked = sites.succeed(elsewhere, *restore, "--check", "--identity", str(key))
    assert "ทดลองกู้คืนและนับแล้ว" in checked
    sites.succeed(elsewhere, *restore, "--identity", str(key))
    assert sites.contents(elsewhere) == sites.contents(site)


def test_a_backup_for_an_ssh_key_is_restored_with_its_secret_key(
    site: dict[str, str], tmp_path: Path
) -> None:
    require("age", "ssh-keygen")
    file, key = tmp_path / "site.zip.age", tmp_path / "id_ed25519"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, timeout=60
    )
    public_key = key.with_suffix(".pub").read_text().strip()
    sites.succeed(site, "backup", str(file), "--recipient", public_key)
    assert_encrypted(file)
    elsewhere = sites.site(tmp_path / "new")
    sites.succeed(elsewhere, "restore", str(file), "--identity", str(key))
    assert sites.contents(elsewhere) == sites.contents(site)


def test_a_backup_for_a_gpg_key_is_restored_whatever_its_name(
    site: dict[str, str], gpg_key: str, tmp_path: Path
) -> None:
    file = tmp_path / "site.zip"
    sites.succeed(site, "backup", str(file), "--recipient", gpg_key)
    assert_encrypted(file)
    stranger = {**site, "GNUPGHOME": str(tmp_path)}
    assert "gpg" in sites.refuse(stranger, "restore", "--check", str(file))
    elsewhere = {**sites.site(tmp_path / "new"), "GNUPGHOME": site["GNUPGHOME"]}
    sites.succeed(elsewhere, "restore", str(file))
    assert sites.contents(elsewhere) == sites.contents(site)


@pytest.mark.parametrize(
    ("recipient", "program"), [("age1nonsense", "age"), ("nobody@nowhere", "gpg")]
)
def test_a_key_that_is_none_leaves_no_file(
    site: dict[str, str], tmp_path: Path, recipient: str, program: str
) -> None:
    require(program)
    file = tmp_path / "site.zip"
    message = sites.refuse(site, "backup", str(file), "--recipient", recipient)
    assert f"{program} ทำไม่สำเร็จ" in message
    assert recipient in message
    assert not file.exists()
