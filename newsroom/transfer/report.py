"""An import's report: counts, and what became of each story, in Thai and as JSON.

Entries go to a temporary file as soon as their story is finished, so that the report of a million
stories takes no memory.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

# Bytes of entries kept in memory before they go to a file.
MAX_ENTRIES_IN_MEMORY = 1 << 20
MAX_TITLE_LENGTH = 80


class ImportReport:
    """What an import did. `count` and `note` may come in any order; `close_stories` writes them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._entries = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - lives as long as the report
            MAX_ENTRIES_IN_MEMORY, "w+", encoding="utf-8"
        )
        self._open: dict[str, dict[str, Any]] = {}

    def count(self, label: str, amount: int = 1) -> None:
        """Add `amount` to the count of `label` (a Thai noun phrase)."""
        self.counts[label] += amount

    def note(self, text: str, *, story: str = "", kind: str = "") -> None:
        """Note something that was changed or not taken: `text` in Thai, `kind` for programs.

        `story` is the key of the story it concerns; without one it concerns the whole import.
        """
        notes = self._story(story)["notes"]
        note = {"kind": kind or "note", "text": text}
        if note not in notes[-20:]:
            notes.append(note)

    def outcome(self, story: str, title: str, outcome: str, *, url: str = "") -> None:
        """Say what became of a story: created, updated, unchanged, kept, deleted, skipped."""
        entry = self._story(story)
        entry |= {"title": title[:MAX_TITLE_LENGTH], "outcome": outcome, "url": url}

    def close_stories(self) -> None:
        """Write what is known of the stories so far; later notes make entries of their own."""
        for entry in self._open.values():
            self._entries.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._open.clear()

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every entry so far, in order: `{key, title, outcome, url, notes: [{kind, text}]}`."""
        self.close_stories()
        self._entries.seek(0)
        for line in self._entries:
            yield json.loads(line)
        self._entries.seek(0, 2)

    def lines(self) -> Iterator[str]:
        """The report as lines of Thai text, without a limit."""
        yield "สรุปการนำเข้า"
        for label, amount in self.counts.items():
            if amount:
                yield f"  {label}: {amount:,}"
        has_heading = False
        for entry in self.entries():
            if not entry["notes"]:
                continue
            if not has_heading:
                has_heading = True
                yield "หมายเหตุ"
            name = " ".join(filter(None, [entry["key"], entry["title"] and f"«{entry['title']}»"]))
            for note in entry["notes"]:
                yield f"  - {name}: {note['text']}" if name else f"  - {note['text']}"

    def write_json(self, path: Path, **about: Any) -> None:
        """Write `{…about, counts, stories: [entry, …]}`, an entry a line. Raises `OSError`."""
        with path.open("w", encoding="utf-8") as file:
            head = {**about, "counts": dict(self.counts)}
            file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "stories": [')
            self._write_entries(file)
            file.write("\n]}\n")

    def _write_entries(self, file: TextIO) -> None:
        separator = "\n"
        for entry in self.entries():
            file.write(separator + json.dumps(entry, ensure_ascii=False))
            separator = ",\n"

    def _story(self, key: str) -> dict[str, Any]:
        return self._open.setdefault(
            key, {"key": key, "title": "", "outcome": "", "url": "", "notes": []}
        )
