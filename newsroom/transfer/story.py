"""What every reader makes of its file: a story, in plain values."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime


@dataclass
class IncomingComment:
    """A comment to come; `parent` is the index of another in the same story's list."""

    name: str
    body: str
    created_at: datetime
    status: str = "visible"
    email: str = ""
    parent: int | None = None


@dataclass
class Story:
    """A story as it was elsewhere: texts raw, times aware, people and places by their names."""

    key: str
    headline: str
    body: str = ""
    standfirst: str = ""
    dateline: str = ""
    status: str = "draft"
    published_at: datetime | None = None
    revised_at: datetime | None = None
    comments_open: bool = True
    wanted_id: int | None = None
    section: str = ""  # slug
    authors: list[tuple[str, str]] = field(default_factory=list)  # (slug, role)
    credits: list[tuple[str, str]] = field(default_factory=list)  # (role, name)
    tags: list[str] = field(default_factory=list)
    lead_photo: int | None = None
    comments: list[IncomingComment] = field(default_factory=list)
    old_addresses: list[str] = field(default_factory=list)

    def fingerprint(self) -> str:
        """A hash of what the story says: equal means nothing changed since the last import.

        The id it asks for is no part of that; it is settled once, when the story first comes.
        """
        values = {**asdict(self), "wanted_id": None}
        text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Report:
    """What an import did, to be told at its end: counts, and notes that name single things."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    MOST_NOTES = 1000

    def count(self, what: str, number: int = 1) -> None:
        """Count `number` more of `what` (a Thai noun phrase)."""
        self.counts[what] += number

    def note(self, text: str) -> None:
        """Tell of one thing that was skipped or changed, and why."""
        if len(self.notes) < self.MOST_NOTES:
            self.notes.append(text)
        else:
            self.count("หมายเหตุที่ไม่ได้แสดง")

    def lines(self) -> list[str]:
        """The report as lines of Thai."""
        counted = [f"  {what}: {number:,}" for what, number in self.counts.items() if number]
        return ["สรุปการนำเข้า", *counted, *(["หมายเหตุ"] if self.notes else [])] + [
            f"  - {note}" for note in self.notes
        ]
