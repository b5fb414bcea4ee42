"""What may be asked of the list of articles, as query parameters."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import QueryDict
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.places.matching import place_by_text
from newsroom.places.registry import Place
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.service import search
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import ThaiDateError, parse_date, start_of_day

DEFAULT_LIMIT, MAX_LIMIT = 20, 50
MAX_VALUE_LENGTH = 200
# Of a cursor and of days: no article is older or later, and every database holds them.
MIN_YEAR, MAX_YEAR = 1900, 2200
EARLIEST = datetime(MIN_YEAR, 1, 1, tzinfo=UTC)
PARAMS = ("section", "tag", "author", "place", "from", "to", "q", "limit", "cursor")


class BadParams(ValueError):
    """A parameter cannot be understood; the message says which, in Thai."""


@dataclass(frozen=True)
class Cursor:
    """The last article of a page: the next page begins after it, whatever is published meanwhile."""

    published_at: datetime
    pk: int

    def __str__(self) -> str:
        text = f"{self.published_at.isoformat()} {self.pk}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Raises `BadParams` for what `str()` has not made."""
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            date, _, pk = data.partition(" ")
            published_at = datetime.fromisoformat(date)
        except (binascii.Error, ValueError):
            raise BadParams("cursor ไม่ถูกต้อง") from None
        if published_at.tzinfo is None or not MIN_YEAR <= published_at.year <= MAX_YEAR:
            raise BadParams("cursor ไม่ถูกต้อง")
        if not pk.isdecimal() or len(pk) > 18:
            raise BadParams("cursor ไม่ถูกต้อง")
        return cls(published_at, int(pk))


@dataclass(frozen=True)
class Requested:
    """The articles asked for, newest first, from the cursor on; and how many of them."""

    articles: ArticleQuerySet
    limit: int


def parse_params(params: QueryDict) -> Requested:
    """Raises `BadParams` for what cannot be understood: nothing is ignored silently."""
    if unknown := sorted(set(params) - set(PARAMS)):
        raise BadParams(f"ไม่รู้จักพารามิเตอร์ {unknown[0][:40]}")
    values = {name: clean_line(params.get(name, "").replace("\0", "")) for name in PARAMS}
    if long := [name for name, value in values.items() if len(value) > MAX_VALUE_LENGTH]:
        raise BadParams(f"{long[0]} ยาวเกินไป")
    start, end = _day(values["from"], "from"), _day(values["to"], "to")
    if end:
        end += timedelta(days=1)
    articles = Article.objects.published()
    section, author = None, None
    if slug := values["section"]:
        section = Section.objects.filter(slug=slug).first()
        if section is None:
            raise BadParams(f"ไม่มีหมวด «{slug}»")
        articles = articles.filter(section=section)
    if slug := values["author"]:
        author = Author.objects.filter(slug=slug).first()
        if author is None:
            raise BadParams(f"ไม่มีผู้เขียน «{slug}»")
        articles = articles.filter(bylines__author=author)
    if slug := values["tag"]:
        articles = articles.filter(tagged_items__tag=_tag(slug))
    if values["place"]:
        articles = articles.filter(listed_places__place=_place(values["place"]).code)
    if start or end:
        earliest, latest = start or EARLIEST, end
        articles = articles.between(earliest, latest or timezone.now() + timedelta(seconds=1))
    if query := values["q"]:
        scope = SearchFilter(
            timezone.now(),
            section_id=section.pk if section else None,
            author_id=author.pk if author else None,
            start=start,
            end=end,
        )
        articles = articles.filter(pk__in=[hit.pk for hit in search(query, scope).hits])
    if values["cursor"]:
        cursor = Cursor.parse(values["cursor"])
        articles = articles.following(cursor.published_at, cursor.pk)
    return Requested(articles.newest_first().distinct(), _limit(values["limit"]))


def _tag(slug: str) -> Tag:
    try:
        return Tag.objects.public(timezone.now()).get_by_slug(slug)
    except Tag.DoesNotExist:
        raise BadParams(f"ไม่มีแท็ก «{slug}»") from None


def _place(text: str) -> Place:
    place = place_by_text(text)
    if place is None:
        raise BadParams(f"place: ไม่รู้จักพื้นที่ «{text}» ใส่รหัส เช่น 8105 หรือชื่อที่มีแห่งเดียว")
    return place


def _day(text: str, name: str) -> datetime | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except ThaiDateError as error:
        raise BadParams(f"{name}: {error}") from None
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise BadParams(f"{name}: ไม่มีข่าวของปีนั้น")
    return start_of_day(day)


def _limit(text: str) -> int:
    if not text:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MAX_LIMIT):
        raise BadParams(f"limit ต้องเป็นเลข 1 ถึง {MAX_LIMIT}")
    return int(text)
