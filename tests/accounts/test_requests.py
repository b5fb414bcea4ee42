"""The user of a request."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from newsroom.accounts.requests import signed_in_user
from tests import builders


@pytest.mark.django_db
def test_the_signed_in_user_is_returned_and_nobody_refused(rf: RequestFactory) -> None:
    user, request = builders.staff_user(), rf.get("/")
    request.user = SimpleLazyObject(lambda: user)  # type: ignore[assignment]
    assert signed_in_user(request) == user
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        signed_in_user(request)
