"""Tells staff by mail which ideas of the plan are theirs now."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from newsroom.accounts.models import User
from newsroom.notifications.models import Kind
from newsroom.notifications.notify import notify_one
from newsroom.planning import permissions
from newsroom.planning.changes import due_text
from newsroom.planning.models import Idea

# Of one person that has several tasks of an idea the first is named.
TASKS = {"assignee": "มอบหมายให้คุณ", "photographer": "มอบหมายให้คุณถ่ายภาพ"}


def notify_of_tasks(idea: Idea, changed_fields: Collection[str], *, by: User) -> None:
    """Tell those whom a save of an open idea gave something to do, if they may see the plan."""
    if not idea.is_open:
        return
    path = reverse("admin:planning_idea_change", args=[idea.pk])
    due = f" กำหนดส่ง {due_text(idea)}" if idea.due_on else ""
    notified: set[int] = set()
    for field, task in TASKS.items():
        user: User | None = getattr(idea, field)
        if field not in changed_fields or user is None or user.pk in notified:
            continue
        notified.add(user.pk)
        if user.has_perm(permissions.VIEW):
            text = f"{task}{due}: {idea.what} ({by})"
            notify_one(Kind.IDEA_ASSIGNED, user, text, path, by=by)
