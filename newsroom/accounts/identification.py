"""The account that a name typed at sign-in means."""

from __future__ import annotations

from django.db.models import Q

from newsroom.accounts.models import User


def find_account(login: str | None) -> User | None:
    """The user with this username or e-mail address, in any case (T-T2); None if there is none.

    Authentication, lock-out and audit log all ask here, so that no spelling counts apart from
    another. One query, whether or not there is such an account. An e-mail address comes before a
    username that looks like one; of usernames that differ only in case, the exact one is meant.
    """
    login = (login or "").replace("\0", "")
    if not login:
        return None
    found = list(
        User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).order_by("pk")
    )
    by_email = [user for user in found if user.email and user.email.lower() == login.lower()]
    by_username = sorted(found, key=lambda user: user.username != login)
    return next(iter(by_email + by_username), None)
