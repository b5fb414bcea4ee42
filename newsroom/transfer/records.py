"""What every reader (WordPress, Blogger, JSON Lines) hands to the importer."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class TermRecord:
    """A section, author or tag as its source names it.

    `key` identifies it there (login, slug, id); `name` is what readers see; `slug` is a wish for
    its address here; `stem` is the last part of its former address; `qualifier` tells it from
    another of the same name (the name of the parent category).
    """

    key: str
    name: str
    slug: str = ""
    stem: str = ""
    qualifier: str = ""


@dataclass
class CommentRecord:
    """A comment to import; `parent_index` is a position in the same article's `comments`.

    `key` identifies it in its source; without one its time, name and text do.
    """

    name: str
    body: str
    created_at: datetime  # aware
    status: str = "visible"
    email: str = ""
    parent_index: int | None = None
    key: str = ""
    moderated_at: datetime | None = None


@dataclass
class ImportRecord:
    """An article to import.

    `key` identifies the article in its source. `values` has the article's editable fields by name,
    as `EditableField.from_record` gives them: texts as in the source, times aware; the section is
    a `TermRecord` or None, bylines are `(TermRecord, role)`, tags `TermRecord`s. `requested_id`
    becomes the article's primary key where it is free, so that its URL survives. `stem` is the last
    part of its former address.
    """

    key: str
    values: dict[str, Any]
    revised_at: datetime | None = None
    requested_id: int | None = None
    comments: list[CommentRecord] = field(default_factory=list)
    old_urls: list[str] = field(default_factory=list)
    stem: str = ""
    is_pinned: bool = False
    withdrawn_at: datetime | None = None
    # Only of articles that are new here: (text, when).
    corrections: list[tuple[str, datetime]] = field(default_factory=list)
    created_at: datetime | None = None
    # Chosen by an editor: (id in the source, position); None if the source does not say.
    related: list[tuple[int, int]] | None = None

    def fingerprint(self) -> str:
        """Of the content, `-`, of the comments: equal means unchanged since the last import.

        `requested_id` and what is written once only are left out; `related` is compared by itself.
        """
        content = {
            "values": {name: _plain(value) for name, value in self.values.items()},
            "revised_at": self.revised_at,
            "old_urls": self.old_urls,
        }
        comments = [asdict(comment) for comment in self.comments]
        for comment in comments:
            del comment["moderated_at"]
        return f"{_digest(content)}-{_digest(comments)}"


@dataclass
class PageRecord:
    """A page beside the news to import.

    `parent_key` is the key of the page above it; `stem` the last part of its former address, a wish
    for its slug here.
    """

    key: str
    title: str
    body: str
    is_public: bool = False
    parent_key: str = ""
    stem: str = ""
    old_urls: list[str] = field(default_factory=list)

    def fingerprint(self) -> str:
        """Equal means unchanged since the last import."""
        return _digest(asdict(self))


def _plain(value: Any) -> Any:
    if isinstance(value, TermRecord):
        return asdict(value)
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _digest(value: Any) -> str:
    text = json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
