"""Cards: an article as lists show it, loaded with few columns and rendered in Python.

A page has up to 40 cards. Rendering them here instead of in a template costs a tenth of the time,
so this is the one component without a template; all pages use this one renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.kinds import kind_label
from newsroom.articles.models import Article
from newsroom.articles.public_urls import article_url, section_url
from newsroom.images.picture_tag import fill_picture
from newsroom.thai.dates import in_bangkok, iso_bangkok, news_date
from newsroom.thai.lines.typography import headline_size, typeset
from newsroom.thai.numerals import format_count
from newsroom.web.prepared_queries import IdList, PreparedQuery

# The HTML attribute `sizes` of a card's photo in a grid as wide as the page. A rem is 16 px here,
# but 17 px in our style sheet.
CARD_SIZES = (
    "(min-width: 78.6rem) 17.4rem, (min-width: 75rem) 22vw, (min-width: 57rem) 30vw, "
    "(min-width: 40rem) 45vw, 28vw"
)
# Cards at the top of a list that are visible when the page opens; one photo among them is eager.
CARDS_ABOVE_FOLD = 2
# The columns an `ArticleCard` is made of, for `values_list`.
CARD_COLUMNS = (
    "pk", "headline_html", "excerpt", "published_at", "visible_comment_count",
    "section__slug", "section__name", "lead_photo_id", "lead_photo__card_html", "kind",
    "section__palette",
)  # fmt: skip

_TAG = re.compile("<[^>]*>")
# Cards loaded by one query; a page of a list has 30.
_IDS = IdList(40)
_CARDS = PreparedQuery(
    lambda now, ids: (
        Article.objects.published_among(ids, now).values_list(*CARD_COLUMNS)
    ),
    now=datetime, ids=_IDS,
)  # fmt: skip


class CardSection(NamedTuple):
    """The section of a card."""

    slug: str
    name: str
    palette: str


class CardPhoto(NamedTuple):
    """The lead photo of a card: its `<picture>`, to be completed by `fill_picture`."""

    card_html: str


class CardHighlights(NamedTuple):
    """Headline and text of a search result, with the matches marked."""

    headline: SafeString
    snippet: SafeString


class ArticleCard:
    """What a card shows of an article. `render_card` also takes an `Article` from `for_cards()`."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.pk: int = row[0]
        self.headline_html: str = row[1]
        self.excerpt: str = row[2]
        self.published_at: datetime | None = row[3]
        self.visible_comment_count: int = row[4]
        self.section = CardSection(row[5], row[6], row[10]) if row[5] else None
        self.lead_photo = CardPhoto(row[8]) if row[7] else None
        self.kind_label: str = kind_label(row[9])

    def get_absolute_url(self) -> str:
        return article_url(pk=self.pk)


def cards_for(ids: Iterable[int]) -> list[ArticleCard]:
    """Cards of the public articles among these ids, in this order; one query per 40 ids."""
    requested = list(ids)
    cards: dict[int, ArticleCard] = {}
    for batch in _IDS.batches(requested):
        cards |= {row[0]: ArticleCard(row) for row in _CARDS(now=timezone.now(), ids=batch)}
    return [cards[pk] for pk in requested if pk in cards]


def first_with_photo(articles: Iterable[ArticleCard | Article]) -> ArticleCard | Article | None:
    """The article whose photo loads eagerly: the first with one among those above the fold."""
    return next((item for item in islice(articles, CARDS_ABOVE_FOLD) if item.lead_photo), None)


def render_card(
    article: ArticleCard | Article,
    heading: str = "h2",
    photo: bool = True,
    text: bool = True,
    kicker: bool = True,
    sizes: str = CARD_SIZES,
    eager: bool = False,
    note: str = "",
    highlights: CardHighlights | None = None,
    is_lead: bool = False,
) -> SafeString:
    """The HTML of a card.

    `heading` is the element of the headline. `photo`, `text` (the excerpt) and `kicker` (the
    section) say what to show. `sizes` is the photo's HTML attribute; `eager` loads it at once.
    The kind of work stands there always, unless it is news. `note` is a word beside the section. `highlights` makes the card a search result: they replace
    headline and excerpt, and the number of comments is left out. `is_lead` sets the headline in a
    size that fits its length.
    """
    url = article.get_absolute_url()
    size = ""
    if is_lead:
        size = f" headline-{headline_size(_TAG.sub('', article.headline_html))}"
    photo_html = render_card_photo(article, url, sizes, eager) if photo else ""
    section = article.section if kicker else None
    slug, name, palette = (section.slug, section.name, section.palette) if section else ("", "", "")
    kicker_html = _kicker(slug, name, palette, article.kind_label, note)
    headline_html: str
    comments_html = ""
    if highlights:
        headline_html = highlights.headline
        text_html = f'<p class="card-passage">{highlights.snippet}</p>'
    else:
        headline_html = article.headline_html
        text_html = f'<p class="card-excerpt">{escape(article.excerpt)}</p>' if text else ""
        if count := article.visible_comment_count:
            comments_html = f' <a href="{url}#comments">{format_count(count)} ความคิดเห็น</a>'
    return mark_safe(  # noqa: S308  `headline_html` is escaped when it is derived, the rest here
        f'<article class="card{"" if photo_html else " card-plain"}" data-article-id="{article.pk}">'
        f'{photo_html}<div class="card-text">{kicker_html}'
        f'<{heading} class="card-headline{size}"><a href="{url}">{headline_html}</a></{heading}>'
        f'{text_html}<p class="card-meta">{_date(article.published_at, _today())}{comments_html}</p></div></article>'
    )


def render_card_photo(article: ArticleCard | Article, url: str, sizes: str, eager: bool) -> str:
    """The lead photo as a link to the article; "" without one."""
    template = article.lead_photo.card_html if article.lead_photo else ""
    if not template:
        return ""
    # Hidden from keyboards and screen readers: the headline is the same link.
    picture = fill_picture(template, sizes, eager, alt="")
    return f'<a class="card-photo" href="{url}" tabindex="-1" aria-hidden="true">{picture}</a>'


@lru_cache(256)
def _kicker(slug: str, name: str, palette: str, kind: str, note: str) -> str:
    """Section (if its slug is not empty) in its colour, kind of work and note; "" without any."""
    parts = [f'<a href="{section_url(slug=slug)}">{escape(typeset(name))}</a>'] if slug else []
    parts += [f'<span class="kind">{kind}</span>'] if kind else []
    parts += [f'<span class="pinned">{escape(note)}</span>'] if note and slug else []
    css_class = f"kicker palette-{palette}" if palette else "kicker"
    return f'<p class="{css_class}">{" ".join(parts)}</p>' if parts else ""


@lru_cache(4096)
def _date(moment: datetime | None, today: datetime) -> str:
    if moment is None:
        return ""
    return f'<time datetime="{iso_bangkok(moment)}">{news_date(moment, today)}</time>'


def _today() -> datetime:
    """The beginning of the day: dates are shown as seen from it."""
    return in_bangkok(timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
