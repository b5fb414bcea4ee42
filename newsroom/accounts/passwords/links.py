"""Signed links with which somebody sets a password: one who forgot it, or was invited."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from newsroom.accounts.models import User
from newsroom.web.absolute_urls import absolute_url


class Purpose(StrEnum):
    """Why somebody has a link."""

    FORGOTTEN = "forgotten"
    INVITATION = "invitation"


LIFETIMES = {Purpose.FORGOTTEN: timedelta(minutes=30), Purpose.INVITATION: timedelta(days=3)}
_SALT = "newsroom.accounts.passwords.links"


def password_link(user: User, purpose: Purpose) -> str:
    """The absolute URL that sets the user's password; it works once, until `LIFETIMES` ends it."""
    token = signing.dumps([user.pk, purpose, _state(user, settings.SECRET_KEY)], salt=_SALT)
    return absolute_url(reverse("admin:set_password", args=[token]))


def user_of_link(token: str) -> User | None:
    """Whose password the link may set; None if it was used, has ended or is none of ours.

    It is used once the user has a new password, another address, or has signed in.
    """
    try:
        user_id, purpose, state = signing.loads(token, salt=_SALT)
        signing.loads(token, salt=_SALT, max_age=LIFETIMES[Purpose(purpose)])
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return user if any(constant_time_compare(state, _state(user, key)) for key in keys) else None


def _state(user: User, secret: str) -> str:
    """What a link depends on; hashed, for the token can be read."""
    values = [user.password, user.email, str(user.last_login)]
    digest = salted_hmac(_SALT, "\0".join(values), secret=secret, algorithm="sha256")
    return digest.hexdigest()[:32]
