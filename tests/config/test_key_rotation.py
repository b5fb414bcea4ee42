"""The secret key is changed without voiding what was signed with the former one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import ShellProcess, node_env

pytestmark = pytest.mark.slow
OLD, NEW = "old-" + "a" * 60, "new-" + "b" * 60
READ = """
from django.core import signing
try:
    value = signing.loads({token!r})
except signing.BadSignature:
    value = None
"""


def run(folder: Path, code: str, **variables: str) -> str | None:
    shell = ShellProcess(node_env(folder, 8999, **variables))
    try:
        return shell.run(code)[1]
    finally:
        shell.stop()


def test_a_former_key_is_accepted_while_it_is_a_fallback(tmp_path: Path) -> None:
    sign = "from django.core import signing; value = signing.dumps('ข่าว')"
    token = run(tmp_path, sign, NEWSROOM_SECRET_KEY=OLD)
    read = READ.format(token=token)
    both = {"NEWSROOM_SECRET_KEY": NEW, "NEWSROOM_SECRET_KEY_FALLBACKS": OLD}
    assert run(tmp_path, read, **both) == "ข่าว"
    assert run(tmp_path, read, NEWSROOM_SECRET_KEY=NEW) is None
