"""What else to read below an article: the newest of the same author, of the same section, of all."""

from __future__ import annotations

from newsroom.articles.listings import queries
from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.articles.models import Article, Author
from newsroom.web.page_cache.memo import memoize

MAX_BY_AUTHOR = 3
# So many that four are left without the article itself and those that are related to it.
MAX_IN_SECTION = 8


def more_by_author(article: Article, author: Author) -> list[ArticleCard]:
    """The author's newest public articles without this one."""
    # The same cards for every article of the author; one more, as the article may be among them.
    newest = memoize(
        ("newest by author", author.pk),
        lambda: cards_for(queries.articles_by_author(author).slice(0, MAX_BY_AUTHOR + 1)),
    )
    return _without(article, newest)[:MAX_BY_AUTHOR]


def more_in_section(article: Article) -> list[ArticleCard]:
    """The section's newest public articles without this one."""
    section = article.section
    if section is None:
        return []
    newest = memoize(
        ("newest in section", section.pk),
        lambda: cards_for(queries.articles_in_section(section).slice(0, MAX_IN_SECTION + 1)),
    )
    return _without(article, newest)[:MAX_IN_SECTION]


def newest_articles(article: Article) -> list[ArticleCard]:
    """The newest public articles of all sections without this one."""
    newest = memoize(
        "newest of all", lambda: cards_for(queries.all_articles().slice(0, MAX_IN_SECTION + 1))
    )
    return _without(article, newest)[:MAX_IN_SECTION]


def _without(article: Article, cards: list[ArticleCard]) -> list[ArticleCard]:
    return [card for card in cards if card.pk != article.pk]
