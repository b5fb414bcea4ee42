"""Suggestions while a query is typed: tags, authors, pages and headlines that contain it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef

from newsroom.articles.models import Article, Author, Byline, Tag
from newsroom.pages.models import Page
from newsroom.pages.site_pages import public_pages
from newsroom.search.analyzer import sample_trigrams, strip_spaces
from newsroom.search.backends import get_backend
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.models import SearchDocument
from newsroom.thai.clean import has_thai, is_blank
from newsroom.thai.folding import fold
from newsroom.thai.keyboard import latin_keys_to_thai
from newsroom.thai.lines.typography import typeset

MAX_SUGGESTIONS = 8
MAX_TAGS = MAX_AUTHORS = MAX_PAGES = 2
# In characters.
MIN_QUERY_LENGTH = 2
MAX_QUERY_LENGTH = 60
# Headlines of which the best are suggested.
MAX_TITLE_CANDIDATES = 40


@dataclass(frozen=True)
class Suggestion:
    """A page to go to: its kind (`tag`, `author`, `page` or `story`), label and URL."""

    kind: str
    text: str
    url: str


def suggest(text: str, at: datetime) -> list[dict[str, str]]:
    """At most `MAX_SUGGESTIONS`: tags, authors and pages, then headlines, those that begin with it first.

    Latin text without a suggestion is read as Thai typed with the English keyboard layout.
    """
    text = text[:MAX_QUERY_LENGTH]
    key = fold(text)
    if len(key) < MIN_QUERY_LENGTH or is_blank(key):
        return []
    suggestions = _suggest(key, at)
    if not suggestions and not has_thai(key):
        suggestions = _suggest(fold(latin_keys_to_thai(text)), at)
    return [{**asdict(one), "text": typeset(one.text)} for one in suggestions]


def _suggest(key: str, at: datetime) -> list[Suggestion]:
    named = [
        *(Suggestion("tag", tag.name, tag.get_absolute_url()) for tag in _tags(key, at)),
        *(
            Suggestion("author", author.name, author.get_absolute_url())
            for author in _authors(key, at)
        ),
        *(Suggestion("page", page.title, page.get_absolute_url()) for page in _pages(key)),
    ]
    return [*named, *_headlines(key, at, MAX_SUGGESTIONS - len(named))]


def _tags(key: str, at: datetime) -> list[Tag]:
    tags = Tag.objects.public(at)
    found = list(tags.filter(key__startswith=key)[:MAX_TAGS])
    if len(found) < MAX_TAGS:
        others = tags.filter(key__contains=key).exclude(pk__in=[tag.pk for tag in found])
        found += others[: MAX_TAGS - len(found)]
    return found


def _authors(key: str, at: datetime) -> list[Author]:
    bylines = Byline.objects.listed(at).filter(author=OuterRef("pk"))
    authors = Author.objects.filter(Exists(bylines))
    return list(authors.filter(name__icontains=key)[:MAX_AUTHORS])


def _pages(key: str) -> list[Page]:
    unspaced = strip_spaces(key)
    found = (page for page in public_pages() if unspaced in strip_spaces(fold(page.title)))
    return list(islice(found, MAX_PAGES))


def _headlines(key: str, at: datetime, limit: int) -> list[Suggestion]:
    unspaced = strip_spaces(key)
    grams = sample_trigrams(unspaced)
    backend = get_backend()
    variants = [grams] if grams else [[gram] for gram in backend.trigrams_with_prefix(unspaced)]
    if not variants:
        return []
    ids = backend.match_all("title", [variants], SearchFilter(at=at), MAX_TITLE_CANDIDATES)
    documents = SearchDocument.objects.filter(pk__in=ids)
    ranked = sorted(
        (
            (_title_rank(unspaced, strip_spaces(title), word_offsets), pk)
            for pk, title, word_offsets in documents.values_list("pk", "title", "word_offsets")
            if unspaced in strip_spaces(title)
        ),
        reverse=True,
    )
    best = [pk for _, pk in ranked[:limit]]
    articles = {
        article.pk: article for article in Article.objects.published_among(best).only("headline")
    }
    return [
        Suggestion("story", articles[pk].headline, articles[pk].get_absolute_url())
        for pk in best
        if pk in articles
    ]


def _title_rank(unspaced: str, title: str, word_offsets: str) -> int:
    """2 for a title that begins with the text, 1 if a word of it does."""
    offset = title.find(unspaced)
    return 2 if offset == 0 else int(str(offset) in word_offsets.split())
