"""Lock-out: what counts together, what is locked, for how long, and what the answer gives away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import hashers
from django.test import Client

from newsroom.accounts.lockout import client_network
from newsroom.audit.models import AuditLogEntry
from tests import builders

pytestmark = pytest.mark.django_db
LOGIN_URL = "/admin/login/"
WRONG = "wrong"
NOON = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)


def sign_in(client: Client, username: str, password: str = WRONG) -> Any:
    return client.post(LOGIN_URL, {"username": username, "password": password, "next": "/admin/"})


def test_every_spelling_of_an_account_counts_together() -> None:
    """24 wrong guesses got through, five for each spelling."""
    builders.admin_user("editor", email="desk@example.com")
    spellings = cycle(
        ["editor", "Editor", "EDITOR", "desk@example.com", "DESK@example.com", "ｅditor"]
    )
    client = Client()
    statuses = [sign_in(client, name).status_code for name in islice(spellings, 24)]
    assert statuses == [200] * 4 + [429] * 20
    assert sign_in(client, "eDITOR", builders.PASSWORD).status_code == 429


def test_user_agents_do_not_count_apart() -> None:
    builders.admin_user("editor")
    statuses = [
        sign_in(Client(HTTP_USER_AGENT=f"browser {number}"), "editor").status_code
        for number in range(6)
    ]
    assert statuses == [200] * 4 + [429] * 2


def test_all_guesses_of_one_network_count_together() -> None:
    """One guess for each of many names, known and unknown, by addresses of one IPv6 network."""
    builders.admin_user("editor")
    limit = settings.SIGN_IN_NETWORK_LIMIT
    for number in range(limit):
        client = Client(REMOTE_ADDR=f"2001:db8:0:1::{number + 1:x}")
        assert sign_in(client, f"name{number}").status_code == (429 if number == limit - 1 else 200)
    inside, outside = (
        Client(REMOTE_ADDR="2001:db8:0:1::ffff"),
        Client(REMOTE_ADDR="2001:db8:0:2::1"),
    )
    assert sign_in(inside, "editor", builders.PASSWORD).status_code == 429
    assert sign_in(outside, "editor", builders.PASSWORD).status_code == 302


def test_a_colleague_elsewhere_is_not_locked_out() -> None:
    builders.admin_user("editor")
    for _ in range(6):
        sign_in(Client(REMOTE_ADDR="203.0.113.5"), "editor")
    other = Client(REMOTE_ADDR="203.0.113.6")
    assert sign_in(other, "editor", builders.PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("unix:", None),
    ],
)
def test_an_address_stands_for_its_network(rf: Any, address: str, network: str | None) -> None:
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_retry_after_says_when_the_right_password_works_again() -> None:
    builders.admin_user("editor")
    client = Client()
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(5):
            clock.move_to(NOON + timedelta(minutes=minute))
            locked = sign_in(client, "editor")
        assert (locked.status_code, locked["Retry-After"]) == (429, "900")
        clock.shift(timedelta(minutes=5))
        again = sign_in(client, "editor")
        # Guessing on does not prolong it.
        assert again["Retry-After"] == "600"
        assert "รอ 10 นาที" in again.content.decode()
        clock.shift(timedelta(seconds=599))
        assert sign_in(client, "editor", builders.PASSWORD).status_code == 429
        clock.shift(timedelta(seconds=2))
        assert sign_in(client, "editor", builders.PASSWORD).status_code == 302


def test_the_answers_do_not_say_which_names_exist() -> None:
    builders.admin_user("editor")
    builders.staff_user("former", is_active=False)
    answers = []
    for number, name in enumerate(["editor", "former", "nobody", "nobody@example.com"]):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        responses = [sign_in(client, name) for _ in range(6)]
        answers.append(
            [
                (
                    response.status_code,
                    response.content.decode().replace(name, "*").split("csrf")[0],
                )
                for response in responses
            ]
        )
        assert [status for status, _ in answers[-1]] == [200] * 4 + [429] * 2
    assert all(answer == answers[0] for answer in answers)


def test_every_name_costs_one_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of an answer is that of the hash; so all names must have it, inactive ones too."""
    builders.admin_user("editor", email="desk@example.com")
    builders.staff_user("former", is_active=False)
    hashed: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counting_encode(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counting_encode)
    for name in ("editor", "desk@example.com", "former", "nobody", "nobody@example.com"):
        hashed.clear()
        sign_in(Client(), name)
        assert hashed == ["wrong"], name


def test_a_password_typed_as_a_name_is_stored_nowhere() -> None:
    builders.admin_user("editor")
    for _ in range(6):
        sign_in(Client(), "ความลับสุดยอด9")
    sign_in(Client(), "EDITOR")
    logged = set(AuditLogEntry.objects.values_list("action", "target"))
    assert logged == {
        ("sign_in_failed", "ชื่อที่ไม่มีในระบบ"),
        ("locked_out", "ชื่อที่ไม่มีในระบบ"),
        ("sign_in_failed", "บรรณาธิการ ทดสอบ"),
    }
    stored = str(list(AccessAttempt.objects.values())) + str(list(AuditLogEntry.objects.values()))
    assert "ความลับ" not in stored


def test_guessing_during_a_lock_out_does_not_fill_the_audit_log() -> None:
    builders.admin_user("editor")
    for _ in range(20):
        sign_in(Client(), "editor")
    actions = list(AuditLogEntry.objects.order_by("id").values_list("action", flat=True))
    assert sorted(actions) == ["locked_out"] + ["sign_in_failed"] * 5
