"""The filters of the search page: section, author, dates in either era and the order, as query
parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import QueryDict

from newsroom.articles.models import Author, Section
from newsroom.search.backends.interface import SearchFilter
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import ThaiDateError, parse_date, start_of_day

SORT_BY_DATE = "date"
MAX_FILTER_LENGTH = 100
MAX_AUTHOR_SUGGESTIONS = 200


@dataclass
class Filters:
    """The filters as they were typed and as they were understood.

    `start` and `end` are the first and last day. `problems` are messages in Thai about what could not
    be understood and is ignored.
    """

    section: Section | None = None
    author: Author | None = None
    start: date | None = None
    end: date | None = None
    newest_first: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def is_set(self) -> bool:
        """Whether any filter, or an order other than the default, was requested."""
        return any(self.typed.values()) or self.newest_first

    def scope(self, at: datetime) -> SearchFilter:
        """The filters for the index: what is public at this moment and passes them."""
        return SearchFilter(
            at=at,
            section_id=self.section.pk if self.section else None,
            author_id=self.author.pk if self.author else None,
            start=start_of_day(self.start) if self.start else None,
            end=start_of_day(self.end + timedelta(days=1)) if self.end else None,
        )


def parse_filters(params: QueryDict) -> Filters:
    """Filters from `?section=&author=&from=&to=&sort=`; never fails."""
    typed = {
        name: clean_line(params.get(name, "").replace("\0", "")[:MAX_FILTER_LENGTH])
        for name in ("section", "author", "from", "to")
    }
    filters = Filters(typed=typed, newest_first=params.get("sort") == SORT_BY_DATE)
    if typed["section"]:
        filters.section = Section.objects.filter(slug=typed["section"]).first()
        if filters.section is None:
            filters.problems.append(f"ไม่มีหมวด «{typed['section']}» จึงค้นทุกหมวด")
    if typed["author"]:
        filters.author = _find_author(typed["author"])
        if filters.author is None:
            filters.problems.append(f"ไม่มีผู้เขียนชื่อ «{typed['author']}» จึงค้นข่าวของทุกคน")
    filters.start = _parse_day(typed["from"], "ตั้งแต่วันที่", filters.problems)
    filters.end = _parse_day(typed["to"], "ถึงวันที่", filters.problems)
    if filters.start and filters.end and filters.start > filters.end:
        filters.start, filters.end = filters.end, filters.start
    return filters


def author_suggestions() -> list[str]:
    """Names for the author field's `<datalist>`; any other name may be typed."""
    return list(
        Author.objects.order_by("sort_key").values_list("name", flat=True)[:MAX_AUTHOR_SUGGESTIONS]
    )


def _find_author(typed: str) -> Author | None:
    """An author by slug, as in links, or by name, as readers type it."""
    by_slug = Author.objects.filter(slug=typed).first()
    return by_slug or Author.objects.filter(name__iexact=typed).first()


def _parse_day(typed: str, label: str, problems: list[str]) -> date | None:
    if not typed:
        return None
    try:
        return parse_date(typed)
    except ThaiDateError as error:
        problems.append(f"{label}: {error}")
        return None
