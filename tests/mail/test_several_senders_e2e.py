"""Several senders on one outbox, on both databases: each message once; one that is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.mail.sender import CLAIM
from tests.servers import ROOT, PostgresDatabase, ShellProcess, free_port, migrate, node_env
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.slow

MAILS = 40
QUEUE = f"""
from newsroom.mail.outbox import queue_mail
for number in range({MAILS}):
    queue_mail("mail/trial", to=f"reader{{number}}@example.com", subject="ทดสอบ")
value = None
"""
SEND = "from newsroom.mail.sender import send_due_mail; value = send_due_mail()"
COUNT_SENT = """
from newsroom.mail.models import OutgoingMail
value = OutgoingMail.objects.filter(state="sent").count()
"""
END_CLAIMS = f"""
from datetime import timedelta
from django.db.models import F
from newsroom.mail.models import OutgoingMail
OutgoingMail.objects.update(next_attempt_at=F("next_attempt_at") - timedelta(seconds={CLAIM.seconds}))
value = None
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: Any, tmp_path: Path) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    with PostgresDatabase(f"newsroom-mail-{free_port()}") as url:
        yield {"DATABASE_URL": url}


@pytest.fixture
def site(database: dict[str, str], tmp_path: Path) -> Iterator[tuple[dict[str, str], SmtpServer]]:
    """A migrated site with `MAILS` messages in its outbox, and its mail server."""
    with SmtpServer() as server:
        env = node_env(tmp_path, free_port(), EMAIL_URL=server.url, **database)
        migrate(env)
        shell = ShellProcess(env)
        shell.run(QUEUE)
        shell.stop()
        yield env, server


def test_senders_at_once_send_each_message_once(site: tuple[dict[str, str], SmtpServer]) -> None:
    env, server = site
    shell = ShellProcess(env)
    senders = [
        subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", f"{SEND}; print(value)"],
            cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    counts = [int(sender.communicate(timeout=60)[0]) for sender in senders]
    assert sum(counts) == MAILS
    assert sorted(server.recipients()) == sorted(f"reader{n}@example.com" for n in range(MAILS))
    assert shell.run(COUNT_SENT)[1] == MAILS
    shell.stop()


def test_what_a_killed_sender_held_is_sent_by_another(
    site: tuple[dict[str, str], SmtpServer],
) -> None:
    env, server = site
    server.is_held.clear()
    killed, other = ShellProcess(env), ShellProcess(env)
    assert killed.process.stdin
    killed.process.stdin.write(f'"{SEND}"\n')
    killed.process.stdin.flush()
    assert server.has_message.wait(30)
    killed.process.kill()
    killed.process.wait(10)
    server.replies["."] = [""]  # what it was sending has not been accepted
    server.is_held.set()
    # Its claim holds, then ends.
    assert other.run(SEND)[1] == MAILS - 1
    other.run(END_CLAIMS)
    assert other.run(SEND)[1] == 1
    assert sorted(server.recipients()) == sorted(f"reader{n}@example.com" for n in range(MAILS))
    other.stop()
