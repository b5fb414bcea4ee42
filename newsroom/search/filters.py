"""What narrows a search: section, author, dates in either era, and the order. All in the address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.http import QueryDict

from newsroom.articles.models import Author, Section
from newsroom.search.engines import Narrow
from newsroom.search.query import LONGEST_QUERY
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import ThaiDateError, parse_date, start_of_day

BY_DATE = "date"
LONGEST_NAME = 100


@dataclass
class Filters:
    """What was asked for besides the words, as it was typed and as it was understood."""

    section: Section | None = None
    author: Author | None = None
    start: date | None = None
    end: date | None = None
    newest_first: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def is_set(self) -> bool:
        """Whether anything but the words was asked for."""
        return any(self.typed.values()) or self.newest_first

    def narrow(self, at: datetime) -> Narrow:
        """The same for the index."""
        return Narrow(
            at=at,
            section=self.section.pk if self.section else None,
            author=self.author.pk if self.author else None,
            start=start_of_day(self.start) if self.start else None,
            end=start_of_day(self.end + timedelta(days=1)) if self.end else None,
        )


def read_filters(asked: QueryDict) -> Filters:
    """Filters from `?section=&author=&from=&to=&sort=`.

    What cannot be understood is told in Thai and left out; never fails.
    """
    typed = {
        name: clean_line(asked.get(name, "").replace("\0", "")[:LONGEST_QUERY])
        for name in ("section", "author", "from", "to")
    }
    found = Filters(typed=typed, newest_first=asked.get("sort") == BY_DATE)
    if typed["section"]:
        found.section = Section.objects.filter(slug=typed["section"]).first()
        if found.section is None:
            found.problems.append(f"ไม่มีหมวด «{typed['section']}» จึงค้นทุกหมวด")
    if typed["author"]:
        found.author = _author(typed["author"])
        if found.author is None:
            found.problems.append(f"ไม่มีผู้เขียนชื่อ «{typed['author']}» จึงค้นข่าวของทุกคน")
    found.start = _day(typed["from"], "ตั้งแต่วันที่", found.problems)
    found.end = _day(typed["to"], "ถึงวันที่", found.problems)
    if found.start and found.end and found.start > found.end:
        found.start, found.end = found.end, found.start
    return found


def _author(typed: str) -> Author | None:
    """An author by slug, as links have it, or by name, as readers type it."""
    by_slug = Author.objects.filter(slug=typed).first()
    return by_slug or Author.objects.filter(name__iexact=typed).first()


def _day(typed: str, label: str, problems: list[str]) -> date | None:
    if not typed:
        return None
    try:
        return parse_date(typed)
    except ThaiDateError as error:
        problems.append(f"{label}: {error}")
        return None


def choices() -> dict[str, Any]:
    """What the form offers. Names of authors only suggest: a field with a list needs no script."""
    return {"authors": Author.objects.order_by("sort_key").values_list("name", flat=True)[:200]}
