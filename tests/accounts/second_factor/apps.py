"""An authenticator app, and an account that uses one."""

from __future__ import annotations

import time

from django_otp.oath import totp

from newsroom.accounts.models import User
from newsroom.accounts.second_factor import devices


def current_code(user: User, *, confirmed: bool) -> str:
    """What the app shows now: of the key in use, or of the one to enrol."""
    device = user.totpdevice_set.get(confirmed=confirmed)  # type: ignore[attr-defined]
    return f"{totp(device.bin_key, t0=int(device.t0), drift=0):06d}"


def enrolled(user: User) -> list[str]:
    """Enrol an app that has not shown a code since; returns the recovery codes."""
    devices.device_to_enrol(user)
    codes = devices.enrol(user, current_code(user, confirmed=False))
    assert codes
    # The code that enrolled is used up; of the last half minute, none is.
    user.totpdevice_set.update(last_t=int(time.time()) // 30 - 1)  # type: ignore[attr-defined]
    return codes
