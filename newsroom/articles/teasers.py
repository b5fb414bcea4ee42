"""Stories as they stand in lists: no more of them than a teaser shows, as ready HTML.

Thirty of them make a page, so this is the one piece of HTML that is no template: written in Python
it costs a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles import lists
from newsroom.articles.models import Article, Author, Section
from newsroom.images.markup import filled
from newsroom.thai.dates import iso_bangkok, thai_date
from newsroom.thai.numerals import thai_count
from newsroom.web.pages import kept
from newsroom.web.prepared import Prepared

# How wide a card's photo stands in a grid as wide as the page. In `sizes` a rem is 16 px; in our
# style sheet it is 17.
SIZES = (
    "(min-width: 78.6rem) 17.4rem, (min-width: 75rem) 22vw, (min-width: 57rem) 30vw, "
    "(min-width: 40rem) 45vw, 28vw"
)
# Of a list so many stories may stand in sight when the page opens.
IN_SIGHT = 2
# What a `Teaser` is made of.
COLUMNS = (
    "pk", "headline_markup", "excerpt", "published_at", "visible_comment_count",
    "section__slug", "section__name", "lead_photo_id", "lead_photo__card_markup",
)  # fmt: skip


# A page of a list and the front page's sections each need no more.
AT_ONCE = 40
_PLACES = [f"story_{place}" for place in range(AT_ONCE)]
_AMONG = Prepared(
    lambda now, **ids: (
        Article.objects.published_among(ids.values(), now).values_list(*COLUMNS)
    ),
    now=datetime, **dict.fromkeys(_PLACES, int),
)  # fmt: skip


class Filing(NamedTuple):
    """The section a teaser names."""

    slug: str
    name: str


class CardPhoto(NamedTuple):
    """The photo of a teaser."""

    card_markup: str


class Teaser:
    """What a list shows of a story; to `teaser_html` an `Article` is one as well."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.pk: int = row[0]
        self.headline_markup: str = row[1]
        self.excerpt: str = row[2]
        self.published_at: datetime | None = row[3]
        self.visible_comment_count: int = row[4]
        self.section = Filing(row[5], row[6]) if row[5] else None
        self.lead_photo = CardPhoto(row[8]) if row[7] else None

    def get_absolute_url(self) -> str:
        return f"/news/{self.pk}/"


def teasers(ids: Iterable[int]) -> list[Teaser]:
    """Public stories in the order of these numbers, with one query for a page of them."""
    wanted = list(ids)
    found: dict[int, Teaser] = {}
    for start in range(0, len(wanted), AT_ONCE):
        numbers = wanted[start : start + AT_ONCE]
        # Always as many, for a question that is written once: the last one again and again.
        numbers += numbers[-1:] * (AT_ONCE - len(numbers))
        rows = _AMONG(now=timezone.now(), **dict(zip(_PLACES, numbers, strict=True)))
        found |= {row[0]: Teaser(row) for row in rows}
    return [found[pk] for pk in wanted if pk in found]


def newest_of_section(section: Section, most: int) -> list[Teaser]:
    """The newest stories of a section; the same for every story in it."""
    newest = lists.of_section(section)
    return kept(("of section", section.pk, most), lambda: teasers(newest.window(0, most)))


def newest_of_author(author: Author, most: int) -> list[Teaser]:
    """The newest stories of an author; the same for all of them."""
    newest = lists.of_author(author)
    return kept(("of author", author.pk, most), lambda: teasers(newest.window(0, most)))


def all_sections() -> list[Section]:
    """Every section, in the order of the paper."""
    return kept("sections", lambda: list(Section.objects.all()))


def first_photo(stories: Iterable[Teaser | Article]) -> Teaser | Article | None:
    """The story whose photo must not wait: the first with one among those in sight at once."""
    return next((story for story in islice(stories, IN_SIGHT) if story.lead_photo), None)


def teaser_html(
    story: Teaser | Article,
    heading: str = "h2",
    photo: bool = True,
    text: bool = True,
    kicker: bool = True,
    sizes: str = SIZES,
    eager: bool = False,
    note: str = "",
) -> SafeString:
    """A story in a list; `note` is a word beside its section."""
    address = f"/news/{story.pk}/"
    markup = story.lead_photo.card_markup if photo and story.lead_photo else ""
    picture = filled(markup, sizes, eager, alt="") if markup else ""
    shown = (
        f'<a class="card-photo" href="{address}" tabindex="-1" aria-hidden="true">{picture}</a>'
        if picture
        else ""
    )
    section = story.section if kicker else None
    filed = (
        f'<p class="kicker"><a href="/section/{section.slug}/">{escape(section.name)}</a>{_note(note)}</p>'
        if section
        else ""
    )
    words = f'<p class="card-excerpt">{escape(story.excerpt)}</p>' if text else ""
    count = story.visible_comment_count
    said = f' <a href="{address}#comments">{thai_count(count)} ความคิดเห็น</a>' if count else ""
    return mark_safe(  # noqa: S308  the markup of headlines is made by us, all else is escaped
        f'<article class="card{"" if shown else " card-plain"}" data-article-id="{story.pk}">{shown}'
        f'<div class="card-text">{filed}'
        f'<{heading} class="card-headline"><a href="{address}">{story.headline_markup}</a></{heading}>'
        f'{words}<p class="card-meta">{_date(story.published_at)}{said}</p></div></article>'
    )


def _note(words: str) -> str:
    return f' <span class="pinned">{escape(words)}</span>' if words else ""


@lru_cache(4096)
def _date(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f'<time datetime="{iso_bangkok(moment)}">{thai_date(moment, "medium")}</time>'
