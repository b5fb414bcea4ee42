"""Which text is on the card of which page, and making the cards that are missing or outdated."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.fields.palettes import DEFAULT_PALETTE, PALETTES
from newsroom.images.share_cards.drawing import DRAWING_VERSION, CardStyle, draw_card
from newsroom.images.share_cards.text_layout import can_shape_text
from newsroom.images.storage import delete_files, write_file
from newsroom.pages.models import Page
from newsroom.site.models import SiteSettings
from newsroom.syndication.models import ShareCard

log = logging.getLogger(__name__)

Kind = ShareCard.Kind
INK = "#ffffff"
# A tag that fewer articles carry shares the site's card.
MIN_TAG_ARTICLES = 5
BATCH_SIZE = 100


@dataclass(frozen=True)
class CardText:
    """The words on a card."""

    kind: str
    object_id: int
    headline: str
    kicker: str = ""


@dataclass(frozen=True)
class Style:
    """The site's style, and the digest that says whether a card has it."""

    card: CardStyle
    digest: str


def current_style() -> Style:
    """The style that the site's settings give."""
    site = SiteSettings.get_current()
    palette = PALETTES.get(site.palette, PALETTES[DEFAULT_PALETTE])
    logo = site.logo
    identity = [DRAWING_VERSION, can_shape_text(), site.name, site.tagline, palette.light_brand]
    identity.append(str(logo.original.name) if logo else "")
    file = _read(str(logo.original.name)) if logo else None
    return Style(CardStyle(site.name, palette.light_brand, INK, file), _digest(identity))


def _read(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except OSError:
        log.exception("อ่านตราสัญลักษณ์ไม่ได้")
        return None


def _digest(values: object) -> str:
    text = json.dumps(values, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def text_of(row: models.Model) -> CardText | None:
    """The text of a page's card; None for a page that needs none of its own."""
    if isinstance(row, Article):
        # A card with the headline of what is not to be public must not exist.
        if row.lead_photo_id or not (row.is_published or row.is_scheduled):
            return None
        section = row.section.name if row.section else ""
        return CardText(Kind.ARTICLE, row.pk, row.card_text or row.headline, section)
    if isinstance(row, Section):
        return CardText(Kind.SECTION, row.pk, row.name, "หมวดข่าว")
    if isinstance(row, Page):
        return CardText(Kind.PAGE, row.pk, row.title, "") if row.is_published else None
    if isinstance(row, Author):
        return CardText(Kind.AUTHOR, row.pk, row.name, row.job_title or "ผู้เขียน")
    if isinstance(row, Tag):
        public = row.tagged_items.listed(timezone.now())[:MIN_TAG_ARTICLES]
        is_large = len(public) == MIN_TAG_ARTICLES
        return CardText(Kind.TAG, row.pk, row.name, "แท็ก") if is_large else None
    site: Any = row
    return CardText(Kind.SITE, 0, site.tagline or site.name, "")


def kind_of(model: type[models.Model]) -> str:
    """The kind of the cards of a model's rows."""
    kinds: dict[type[models.Model], str] = {
        Article: Kind.ARTICLE,
        Section: Kind.SECTION,
        Author: Kind.AUTHOR,
        Tag: Kind.TAG,
        Page: Kind.PAGE,
    }
    return kinds.get(model, Kind.SITE)


def make_card(text: CardText, style: Style) -> ShareCard:
    """Draw and store a page's card, unless the stored one shows just this."""
    stored = ShareCard.objects.filter(kind=text.kind, object_id=text.object_id).first()
    card = stored or ShareCard(kind=text.kind, object_id=text.object_id)
    digest = _digest([style.digest, *asdict(text).values()])
    if card.digest == digest and default_storage.exists(card.file_name):
        return card
    name = f"cards/{digest[:2]}/{digest}.jpg"
    if not default_storage.exists(name):
        name = write_file(name, draw_card(text.headline, text.kicker, style.card))
    outdated = card.former_file_name
    card.former_file_name, card.file_name = card.file_name, name
    card.digest, card.style_digest, card.text = digest, style.digest, text.headline[:300]
    card.save()
    in_use = Q(file_name=outdated) | Q(former_file_name=outdated)
    if outdated and not ShareCard.objects.filter(in_use).exists():
        delete_files([outdated])
    return card


def update_cards(rows: Iterable[models.Model], style: Style | None = None) -> int:
    """Make the cards of these rows, and discard those that are needed no more; returns how many."""
    count = 0
    for row in rows:
        text = text_of(row)
        if text is None:
            ShareCard.objects.discard(kind_of(type(row)), [row.pk])
            continue
        style = style or current_style()
        make_card(text, style)
        count += 1
    return count


def make_outdated_cards(may_continue: Callable[[], bool]) -> int:
    """Make all cards that are missing or have another style; returns how many."""
    style, count = current_style(), 0
    for rows in _pages_without_card(style):
        for row in rows.iterator(chunk_size=BATCH_SIZE):
            if not may_continue():
                return count
            try:
                count += update_cards([row], style)
            except OSError as error:
                log.error("ทำภาพสำหรับแชร์ของ %s ไม่ได้ (%s)", row, error)
                return count
    return count


def _pages_without_card(style: Style) -> Iterator[QuerySet[Any]]:
    if not ShareCard.objects.filter(kind=Kind.SITE, style_digest=style.digest).exists():
        update_cards([SiteSettings.get_current()], style)
    listed_tags: QuerySet[Any] = Tag.objects.public(timezone.now()).with_article_count()
    pages: dict[str, QuerySet[Any]] = {
        Kind.SECTION: Section.objects.all(),
        Kind.AUTHOR: Author.objects.all(),
        Kind.PAGE: Page.objects.published().without_text(),
        Kind.ARTICLE: Article.objects.released()
        .filter(lead_photo=None)
        .select_related("section")
        .defer(*LONG_TEXT_FIELDS)
        .newest_first(),
        Kind.TAG: listed_tags.filter(article_count__gte=MIN_TAG_ARTICLES),
    }
    for kind, rows in pages.items():
        cards = ShareCard.objects.filter(kind=kind, object_id=OuterRef("pk"))
        yield rows.filter(~Exists(cards.filter(style_digest=style.digest)))
