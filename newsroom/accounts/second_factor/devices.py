"""A user's second factor: a TOTP app (RFC 6238), and recovery codes that work once each.

django-otp stores both, and slows down guessing: each wrong code doubles the wait.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts.models import User
from newsroom.accounts.sessions import devices as sessions
from newsroom.audit.log import log_action
from newsroom.audit.models import Action

# Who holds one of these can publish or manage people.
REQUIRED_FOR_PERMISSIONS = [
    "articles.publish_article", "accounts.add_user", "accounts.change_user", "auth.change_group",
]  # fmt: skip
RECOVERY_CODES = 10
TOTP_DIGITS = 6


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_required(user: User) -> bool:
    """Whether the user must have a second factor: whoever publishes or manages people."""
    return any(user.has_perm(permission) for permission in REQUIRED_FOR_PERMISSIONS)


def deadline(user: User) -> datetime | None:
    """When the user must have a second factor; None for who need none or has one.

    The days of grace begin at the first sign-in with such rights.
    """
    if not is_required(user) or has_second_factor(user):
        return None
    if user.second_factor_required_since is None:
        user.second_factor_required_since = timezone.now()
        user.save(update_fields=["second_factor_required_since"])
    return user.second_factor_required_since + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def device_to_enrol(user: User) -> TOTPDevice:
    """The app's key that the user is about to scan; the same until it is confirmed."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "app"}
    )
    return device


@transaction.atomic
def enrol(user: User, code: str) -> list[str]:
    """Make the new app the user's second factor, if `code` is its; else nothing changes.

    Returns new recovery codes, which nobody can read again; an empty list for a wrong code. The
    former app and codes end.
    """
    device = device_to_enrol(user)
    if not _verify(TOTPDevice, device.pk, _normalised(code)):
        return []
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    StaticDevice.objects.filter(user=user).delete()
    recovery = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=recovery, token=code) for code in codes)
    log_action(Action.SECOND_FACTOR_SET, user, by=user)
    return codes


def verify(user: User, code: str) -> bool:
    """Whether `code` is the app's current one or an unused recovery code; it works only once."""
    code = _normalised(code)
    if len(code) == TOTP_DIGITS and code.isdecimal():
        app = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        return app is not None and _verify(TOTPDevice, app.pk, code)
    recovery = StaticDevice.objects.filter(user=user).first()
    return recovery is not None and _verify(StaticDevice, recovery.pk, code)


def recovery_codes_left(user: User) -> int:
    """How many of the recovery codes are unused."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user: User, *, by: User | None = None) -> bool:
    """Remove the user's app and recovery codes; False if there were none.

    `by` is None for the command on the server. Where a second factor is required, the next sign-in
    asks for a new one.
    """
    had_one = has_second_factor(user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if had_one:
        log_action(Action.SECOND_FACTOR_RESET, user, by=by)
        sessions.end_all(user, by=by, why="ล้างการยืนยันสองขั้น")
    return had_one


def _normalised(code: str) -> str:
    """As stored: without blanks and hyphens, lower case, ASCII digits for ๑๒๓ and １２３."""
    text = unicodedata.normalize("NFKC", code).lower()
    kept = [character for character in text if character.isalnum()]
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in kept
    )


@transaction.atomic
def _verify(model: type[TOTPDevice | StaticDevice], pk: int, code: str) -> bool:
    """Verify with the row locked, so that two requests cannot use one code."""
    device = model.objects.select_for_update().get(pk=pk)
    verified: bool = device.verify_token(code)
    return verified
