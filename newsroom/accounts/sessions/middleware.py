"""Notes when each device was last used."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsroom.accounts.sessions.devices import SESSION_KEY

# How exact it is: more often would write to the database with each page.
INTERVAL_SECONDS = 15 * 60


class LastSeenMiddleware:
    """Stores the time in the session, which also prolongs it; on the admin's pages only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method == "GET"
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.path.startswith(reverse("admin:index"))
        ):
            device = request.session.get(SESSION_KEY)
            if device and time.time() - device["seen"] > INTERVAL_SECONDS:
                request.session[SESSION_KEY] = {**device, "seen": time.time()}
        return self.get_response(request)
