"""Codes of the app and recovery codes: which are taken, how often, and who needs them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.second_factor import devices
from tests import builders
from tests.accounts.second_factor.apps import current_code, enrolled

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 5, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "required"),
    [
        (roles.REPORTER, False),
        (roles.SUB_EDITOR, False),
        (roles.MODERATOR, False),
        (roles.EDITOR, True),
        (roles.ADMINISTRATOR, True),
    ],
)
def test_who_publishes_or_manages_people_must_have_one(role: str, required: bool) -> None:
    user = builders.role_user(role, "somebody")
    assert devices.is_required(user) == required
    assert (devices.deadline(user) is not None) == required


@override_settings(SECOND_FACTOR_GRACE_DAYS=14)
def test_the_grace_begins_once_and_ends_with_enrolment() -> None:
    user = builders.admin_user()
    with time_machine.travel(NOON, tick=False) as clock:
        assert devices.deadline(user) == NOON + timedelta(days=14)
        clock.shift(timedelta(days=3))
        assert devices.deadline(user) == NOON + timedelta(days=14)
        enrolled(user)
        assert devices.deadline(user) is None


def test_a_code_of_the_app_works_once() -> None:
    user = builders.staff_user()
    with time_machine.travel(NOON, tick=False) as clock:
        enrolled(user)
        code = current_code(user, confirmed=True)
        assert devices.verify(user, code)
        assert not devices.verify(user, code)
        clock.shift(timedelta(seconds=60))
        assert devices.verify(user, current_code(user, confirmed=True))


def test_codes_may_have_thai_digits_blanks_and_capitals() -> None:
    user = builders.staff_user()
    with time_machine.travel(NOON, tick=False):
        recovery = enrolled(user)
        code = current_code(user, confirmed=True)
        thai = code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        assert devices.verify(user, f" {thai[:3]} {thai[3:]} ")
        assert devices.verify(user, f"{recovery[0][:4].upper()}-{recovery[0][4:]}")


def test_each_recovery_code_works_once() -> None:
    user = builders.staff_user()
    codes = enrolled(user)
    assert len(set(codes)) == devices.RECOVERY_CODES
    assert devices.verify(user, codes[0])
    assert devices.recovery_codes_left(user) == 9
    assert not devices.verify(user, codes[0])


def test_nobody_elses_codes_work() -> None:
    user, other = builders.staff_user("one"), builders.staff_user("two")
    enrolled(user)
    codes = enrolled(other)
    assert not devices.verify(user, codes[0])
    assert devices.recovery_codes_left(other) == 10


@pytest.mark.parametrize("code", ["", "000000", "-1", "1e5", "²²²²²²", "x" * 5000, "\0", "๙"])
def test_anything_else_is_refused(code: str) -> None:
    user = builders.staff_user()
    with time_machine.travel(NOON, tick=False):
        enrolled(user)
        assert current_code(user, confirmed=True) != "000000"
        assert not devices.verify(user, code)


def test_guessing_doubles_the_wait_even_from_many_networks() -> None:
    user = builders.staff_user()
    with time_machine.travel(NOON, tick=False) as clock:
        enrolled(user)
        for _ in range(5):
            devices.verify(user, "000000")
            clock.shift(timedelta(minutes=5))
        devices.verify(user, "000000")
        clock.shift(timedelta(seconds=20))
        assert not devices.verify(user, current_code(user, confirmed=True))
        clock.shift(timedelta(seconds=20))
        assert devices.verify(user, current_code(user, confirmed=True))


def test_a_new_app_ends_the_former_one_and_its_recovery_codes() -> None:
    user = builders.staff_user()
    codes = enrolled(user)
    old = user.totpdevice_set.get().key  # type: ignore[attr-defined]
    devices.device_to_enrol(user)
    assert devices.enrol(user, "000000") == []
    assert user.totpdevice_set.get(confirmed=True).key == old  # type: ignore[attr-defined]
    user.totpdevice_set.update(throttling_failure_count=0)  # type: ignore[attr-defined]
    enrolled(user)
    assert user.totpdevice_set.get().key != old  # type: ignore[attr-defined]
    assert not devices.verify(user, codes[0])


def test_a_reset_removes_all_and_asks_again_at_once() -> None:
    user = builders.admin_user()
    user.second_factor_required_since = timezone.now() - timedelta(days=400)
    user.save()
    codes = enrolled(user)
    assert devices.reset(user)
    assert not devices.verify(user, codes[0])
    assert not devices.reset(user)
    deadline = devices.deadline(user)
    assert deadline is not None
    assert deadline < timezone.now()
