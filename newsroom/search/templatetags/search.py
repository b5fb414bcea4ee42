"""`{% load search %}`: the cards of search results, and related articles on other apps' pages."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.listings.cards import CardHighlights, cards_for, render_card
from newsroom.articles.listings.more_articles import more_in_section, newest_articles
from newsroom.articles.models import Article
from newsroom.search.models import RelatedArticle
from newsroom.search.snippets import Fragment
from newsroom.thai.lines.typography import typeset_fragments
from newsroom.web.prepared_queries import PreparedQuery

register = template.Library()

RELATED_SHOWN = 4
# The HTML attribute `sizes` of a photo in the list of results.
RESULT_PHOTO_SIZES = "(min-width: 59.5rem) 16.6rem, 28vw"
# More than are shown, to make up for those that are not public.
MAX_RELATED_LOADED = 16

_RELATED = PreparedQuery(
    lambda article: RelatedArticle.objects.filter(article=article).values_list(
        "related_id", flat=True
    )[:MAX_RELATED_LOADED],
    article=int,
)


@register.inclusion_tag("search/_related.html")
def related_articles(article: Article) -> dict[str, object]:
    """Four public articles: related ones, an editor's choices first, then the section's newest,
    and where a section has too few, the newest of all."""
    # An article that an editor chose may have been computed as well.
    related = cards_for(dict.fromkeys(_RELATED(article=article.pk)))[:RELATED_SHOWN]
    cards = {card.pk: card for card in related}
    if len(cards) < RELATED_SHOWN:
        cards |= {card.pk: card for card in more_in_section(article) if card.pk not in cards}
    is_mixed = len(cards) < RELATED_SHOWN
    if is_mixed:
        cards |= {card.pk: card for card in newest_articles(article) if card.pk not in cards}
    shown = list(cards.values())[:RELATED_SHOWN]
    return {
        "article": article,
        "related": shown,
        "has_related": bool(related),
        "is_mixed": is_mixed,
    }


@register.simple_tag
def result_card(
    article: Article, headline: list[Fragment], snippet: list[Fragment], eager: bool = False
) -> SafeString:
    """The card of a search result, with the matches in `<mark>`; `eager` loads its photo at once."""
    highlights = CardHighlights(
        _fragments_html(headline, is_headline=True), _fragments_html(snippet)
    )
    return render_card(article, sizes=RESULT_PHOTO_SIZES, eager=eager, highlights=highlights)


def _fragments_html(fragments: list[Fragment], is_headline: bool = False) -> SafeString:
    texts = typeset_fragments([text for text, _ in fragments], headline=is_headline)
    html = "".join(
        f"<mark>{escape(text)}</mark>" if is_match else escape(text)
        for text, (_, is_match) in zip(texts, fragments, strict=True)
    )
    return mark_safe(html)  # noqa: S308  every fragment is escaped
