"""The dashboard's queues: what is waiting, its number and where all of it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from newsroom.planning.models import Idea
from newsroom.thai.dates import thai_time

QUEUE_ITEMS_SHOWN = 4
# Rows of a queue are counted up to here; counting all of them would read whole tables.
MAX_COUNTED = 99


@dataclass(frozen=True)
class QueueItem:
    """A row of a queue: a link, and a note beside it."""

    label: str
    url: str
    note: str


@dataclass(frozen=True)
class Queue:
    """Waiting articles or comments: the first ones, how many there are, a link to all of them.

    `kind` names the style, `count` is a number or `99+`, `empty_message` stands in for no items.
    """

    name: str
    kind: str
    items: list[QueueItem]
    count: str
    url: str
    empty_message: str


def count_label(rows: list[Any]) -> str:
    """How many rows of a queue there are: a number or `99+`."""
    return f"{MAX_COUNTED}+" if len(rows) > MAX_COUNTED else str(len(rows))


def plan_queue(today: date) -> Queue:
    """Open ideas that are due today or were before."""
    due = Idea.objects.open().filter(due_on__lte=today).order_by("-due_on", "due_time", "pk")
    rows = list(due.select_related("assignee")[: MAX_COUNTED + 1])
    items = [
        QueueItem(
            idea.what,
            reverse("admin:planning_idea_change", args=[idea.pk]),
            _plan_note(idea, today),
        )
        for idea in rows[:QUEUE_ITEMS_SHOWN]
    ]
    url = reverse("admin:planning_idea_changelist")
    return Queue(
        "แผนข่าววันนี้", "planned", items, count_label(rows), url, "วันนี้ยังไม่มีแผนข่าว เพิ่มแผนได้ในปฏิทิน"
    )


def _plan_note(idea: Idea, today: date) -> str:
    when = "เลยกำหนดแล้ว" if idea.due_on and idea.due_on < today else ""
    if not when and idea.due_at:
        when = thai_time(idea.due_at)
    return " · ".join(filter(None, [str(idea.assignee or "ยังไม่มีคนรับ"), when]))
