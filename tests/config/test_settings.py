"""The settings as they are deployed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("url", ["", "https://paper.example"])
def test_the_deploy_check_is_clean(url: str, tmp_path: Path) -> None:
    env = {
        **os.environ,
        "NEWSROOM_DATA": str(tmp_path),
        "NEWSROOM_URL": url,
        "DJANGO_SETTINGS_MODULE": "newsroom.config.settings",
    }
    for name in ("NEWSROOM_SECRET_KEY", "NEWSROOM_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        env.pop(name, None)
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    key = tmp_path / "secret-key.txt"
    assert len(key.read_text()) > 50
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("value", "preload"), [("", False), ("1", True)])
def test_the_preload_list_is_asked_for_by_setting_only(
    value: str, preload: bool, tmp_path: Path
) -> None:
    env = {
        **os.environ,
        "NEWSROOM_DATA": str(tmp_path),
        "NEWSROOM_URL": "https://paper.example",
        "NEWSROOM_HSTS_PRELOAD": value or "0",
    }
    code = "from newsroom.config import settings; print(settings.SECURE_HSTS_PRELOAD)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(preload)


@pytest.mark.django_db
def test_an_unknown_host_is_refused_in_thai(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "คำขอไม่ถูกต้อง" in response.content.decode()
