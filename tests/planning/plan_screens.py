"""The plan's addresses, and what a browser sends from its screens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from newsroom.accounts.models import User
from newsroom.planning.models import Idea
from newsroom.thai.dates import BANGKOK

# The moment at which the tests of the screens stand.
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=BANGKOK)
TODAY = NOW.date()
CALENDAR, ADD = "/admin/planning/idea/", "/admin/planning/idea/add/"
MOVE, TAKE, WRITE = f"{CALENDAR}move/", f"{CALENDAR}take/", f"{CALENDAR}write/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def idea_data(**changes: Any) -> dict[str, Any]:
    """What the form of an idea sends."""
    return {"what": "น้ำท่วมตลาด", "notes": "", "state": "open", "version": "", **changes}


def card_data(row: Any, **changes: Any) -> dict[str, Any]:
    """What the form of a card sends."""
    is_idea = isinstance(row, Idea)
    stored = type(row).objects.get(pk=row.pk)
    return {
        "kind": "idea" if is_idea else "story",
        "pk": row.pk,
        "version": stored.updated_at.isoformat(),
        "back": "?view=week&day=2026-11-27",
        "command": "set",
        "day": "",
        "time": "",
        **changes,
    }


def messages_of(response: Any) -> str:
    return " ".join(map(str, response.context["messages"]))
