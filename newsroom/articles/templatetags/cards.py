"""`{% load cards %}{% first_with_photo articles as first %}{% card_list articles heading="h3" first=first %}`

`{% latest_articles as latest %}`: for pages that have nothing else to read.
"""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.listings import queries
from newsroom.articles.listings.cards import (
    CARD_SIZES,
    ArticleCard,
    cards_for,
    first_with_photo,
    render_card,
)
from newsroom.articles.models import Article
from newsroom.web.page_cache.memo import memoize

LATEST_COUNT = 5

register = template.Library()
register.simple_tag(first_with_photo)


@register.simple_tag
def latest_articles() -> list[ArticleCard]:
    """The newest public articles; read once in each generation of the page cache."""
    return memoize(
        "latest articles", lambda: cards_for(queries.all_articles().slice(0, LATEST_COUNT))
    )


@register.simple_tag
def lead_card(
    article: ArticleCard | Article, sizes: str, eager: bool = True, kicker: bool = True
) -> SafeString:
    """The first card of a page, with a large headline; `eager` loads its photo at once."""
    return render_card(article, sizes=sizes, eager=eager, kicker=kicker, is_lead=True)


@register.simple_tag
def card_list(
    articles: Iterable[ArticleCard | Article],
    heading: str = "h2",
    photo: bool = True,
    text: bool = True,
    kicker: bool | str = True,
    sizes: str = "",
    note: str = "",
    first: ArticleCard | Article | None = None,
) -> SafeString:
    """Cards one after the other; the photo of the article that is `first` loads eagerly.

    Other arguments as in `render_card`. Only `kicker=False` leaves out the section: a template
    that was included without a value for it passes an empty string.
    """
    has_kicker = kicker is not False
    return mark_safe(  # noqa: S308  cards are safe already
        "".join(
            render_card(
                article,
                heading,
                photo,
                text,
                has_kicker,
                sizes or CARD_SIZES,
                article is first,
                note,
            )
            for article in articles
        )
    )
