"""A sign-in between the password and the second factor.

Until the code is right nobody is signed in: the session holds only who may go on, so that no page
has to ask how somebody signed in.
"""

from __future__ import annotations

import time

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from newsroom.accounts.models import User

SESSION_KEY = "pending_sign_in"
MAX_AGE_SECONDS = 15 * 60


def start(request: HttpRequest, user: User, backend: str, next_url: str) -> None:
    """Remember that `user` gave the right password; somebody signed in here before is not any more."""
    request.session.flush()
    request.session[SESSION_KEY] = {
        "user": user.pk,
        "backend": backend,
        "password_hash": user.get_session_auth_hash(),
        "started": time.time(),
        "next_url": next_url,
    }


def pending_user(request: HttpRequest) -> User | None:
    """Who gave the right password less than `MAX_AGE_SECONDS` ago, if it is still right."""
    state = request.session.get(SESSION_KEY)
    if state is None or not 0 <= time.time() - state["started"] <= MAX_AGE_SECONDS:
        return None
    user = User.objects.filter(pk=state["user"], is_active=True).first()
    if user and constant_time_compare(user.get_session_auth_hash(), state["password_hash"]):
        return user
    return None


def complete(request: HttpRequest, user: User) -> str:
    """Sign `user` in; returns the URL they wanted."""
    state = request.session.pop(SESSION_KEY)
    login(request, user, backend=state["backend"])
    next_url: str = state["next_url"]
    return next_url
