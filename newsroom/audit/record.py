"""The one way into the log."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from newsroom.audit.models import Entry, What

__all__ = ["RequestAtHand", "What", "record"]

NOBODY = "คำสั่งของระบบ"
STRANGER = "ผู้ไม่ได้เข้าสู่ระบบ"
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class RequestAtHand:
    """Middleware: lets `record` know who asks and from where, so that services need not be told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def record(what: What, about: models.Model | str = "", *, by: Any = None, detail: str = "") -> None:
    """Add one entry, in the transaction of whatever it tells of.

    `about` is a row, or words where there is none; a row that holds readers' personal data has a
    `name_in_log` without them, for the log is never cleared. `by` is who did it if not the
    request's user.
    """
    request = _request.get()
    person = by or getattr(request, "user", None)
    number = getattr(person, "pk", None)
    nobody = NOBODY if request is None else STRANGER
    entry = Entry(
        who=str(person)[:150] if number else nobody,
        who_id=number,
        what=what,
        about=str(getattr(about, "name_in_log", about))[:300],
        detail=detail,
        address=getattr(request, "client_address", None),
    )
    if isinstance(about, models.Model):
        entry.kind, entry.object_id = about._meta.label_lower, str(about.pk)
    entry.save()
