"""The user of a request."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from newsroom.accounts.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The request's user, for the `by=` of services. Raises PermissionDenied if nobody signed in.

    Every view of the admin has one, but Django's types allow for an `AnonymousUser`.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
